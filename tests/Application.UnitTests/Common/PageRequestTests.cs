using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MySaas.Application.Common;
using NUnit.Framework.Constraints;

namespace MySaas.Application.UnitTests.Common;

public sealed class PageRequestTests
{
    private static readonly Guid[] Keys = [.. Enumerable.Range(0, 101).Select(i => Guid.CreateVersion7(World.Monday.AddSeconds(i)))];

    [Test]
    public void By_default_a_page_is_the_first_of_20()
    {
        var page = PageRequest.Of("users", null, null);

        Assert.That(page, Is.EqualTo(new PageRequest(After: null, Limit: 20)));
    }

    [TestCase(1)]
    [TestCase(100)]
    public void A_limit_within_bounds_is_taken(int limit) => Assert.That(PageRequest.Of("users", null, limit).Limit, Is.EqualTo(limit));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(101)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void A_limit_out_of_bounds_is_a_fault_of_that_field(int limit) =>
        Assert.That(() => PageRequest.Of("users", null, limit), IsFaultOf("limit"));

    [Test]
    public void A_full_page_points_behind_its_last_row()
    {
        var page = new PageRequest(null, 2).Cut("users", Keys[..3], key => key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Items, Is.EqualTo(Keys[..2]));
            Assert.That(PageRequest.Of("users", page.NextCursor, 2).After, Is.EqualTo(Keys[1]));
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void The_last_page_points_nowhere(int rows)
    {
        var page = new PageRequest(null, 2).Cut("users", Keys[..rows], key => key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Items, Is.EqualTo(Keys[..rows]));
            Assert.That(page.NextCursor, Is.Null);
        }
    }

    [Test]
    public void A_cursor_of_another_list_is_refused()
    {
        var foreign = new PageRequest(null, 1).Cut("sessions", Keys[..2], key => key).NextCursor;

        Assert.That(() => PageRequest.Of("users", foreign, null), IsFaultOf("cursor"));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("garbage")]
    [TestCase("%%%")]
    [TestCase("====")]
    [TestCase("a")]
    [TestCase("dXNlcnM")]
    [TestCase("\ud83d\ude00")]
    public void Garbage_is_no_cursor(string cursor) => Assert.That(() => PageRequest.Of("users", cursor, null), IsFaultOf("cursor"));

    [TestCase("users:")]
    [TestCase("users:0")]
    [TestCase("users:01939b3c-7f00-7000-8000-000000000000")]
    [TestCase("users:01939b3c7f00700080000000000000000")]
    [TestCase("users:01939b3c7f0070008000000000000000:more")]
    [TestCase("Users:01939b3c7f0070008000000000000000")]
    [TestCase(":01939b3c7f0070008000000000000000")]
    public void Readable_text_in_a_foreign_format_is_no_cursor(string text)
    {
        var cursor = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

        Assert.That(() => PageRequest.Of("users", cursor, null), IsFaultOf("cursor"));
    }

    [Test]
    public void Whatever_the_key_a_cursor_comes_back_to_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), key =>
        {
            var cursor = new PageRequest(null, 1).Cut("users", [key, key], row => row).NextCursor;
            return PageRequest.Of("users", cursor, null).After == key;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void No_text_makes_the_reader_stumble() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            try
            {
                PageRequest.Of("users", text.Get, null);
                return false;                    // nobody hits a cursor of 43 characters by accident
            }
            catch (RefusedException refused)
            {
                return refused.Refusal.Errors!.ContainsKey("cursor");
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>A list that is read page by page is read once, whole and in order, whatever the length of a page.</summary>
    [Test]
    public void Pages_join_to_the_list() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(0, 100), Gen.Choose(1, 100)).ToArbitrary(), sizes =>
        {
            var all = Keys.Take(sizes.Item1).Reverse().ToList();
            var read = new List<Guid>();
            string? cursor = null;
            do
            {
                var request = PageRequest.Of("users", cursor, sizes.Item2);
                var rows = all.Where(key => request.After is not { } after || key.CompareTo(after) < 0).Take(request.Limit + 1).ToList();
                var page = request.Cut("users", rows, key => key);
                read.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            return read.SequenceEqual(all);
        }).QuickCheckThrowOnFailure();

    private static Constraint IsFaultOf(string field) =>
        Throws.TypeOf<RefusedException>().With.Matches<RefusedException>(refused =>
            refused?.Refusal is { Kind: RefusalKind.Invalid, Code: "validation.failed", Errors: { } errors }
            && errors.Keys.SequenceEqual([field]));
}
