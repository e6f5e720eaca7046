using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MySaas.Domain.Users;

namespace MySaas.Domain.UnitTests.Users;

public sealed class EmailAddressProperties
{
    private static readonly Gen<char> LocalCharacter =
        Gen.Elements("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~".ToCharArray());

    private static readonly Gen<char> LabelCharacter =
        Gen.Elements("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".ToCharArray());

    private static readonly Gen<string> Address =
        from local in Text(LocalCharacter, 1, 20)
        from labels in Gen.Choose(2, 4).SelectMany(count => Text(LabelCharacter, 1, 10).ArrayOf(count))
        select $"{local}@{string.Join('.', labels)}";

    private static readonly Gen<string> Blanks = Text(Gen.Elements(' ', '\t'), 0, 3);

    [Test]
    public void Neither_blanks_around_it_nor_its_case_make_another_address()
    {
        var typed =
            from address in Address
            from before in Blanks
            from after in Blanks
            from upper in Gen.Elements(true, false)
            select (address, typed: before + (upper ? address.ToUpperInvariant() : address) + after);

        Prop.ForAll(typed.ToArbitrary(), it => EmailAddress.Parse(it.typed) == EmailAddress.Parse(it.address))
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Reading_what_was_read_changes_nothing() =>
        Prop.ForAll(Address.ToArbitrary(), text =>
        {
            var once = EmailAddress.Parse(text);
            return EmailAddress.Parse(once.Value).Value == once.Value
                && EmailAddress.Parse(once.Normalized).Normalized == once.Normalized;
        }).QuickCheckThrowOnFailure();

    /// <summary>Every character that is not ASCII, and every control character, anywhere inside of a good address.</summary>
    [Test]
    public void One_foreign_character_spoils_an_address()
    {
        var foreign = Gen.OneOf(
            Gen.Choose(0x80, 0xd7ff).Select(code => (char)code),
            Gen.Choose(0xe000, 0xffff).Select(code => (char)code),
            Gen.Choose(0x00, 0x1f).Select(code => (char)code),
            Gen.Constant('\x7f'));
        var spoilt =
            from address in Address
            from character in foreign
            from at in Gen.Choose(1, address.Length - 1)
            select address.Insert(at, character.ToString());

        Prop.ForAll(spoilt.ToArbitrary(), text => !EmailAddress.TryParse(text, out _))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Test]
    public void Whatever_is_taken_is_plain_and_fits()
    {
        // A character of a good address is replaced by any other, so that about half of the texts are addresses still.
        var altered =
            from address in Address
            from character in Gen.Choose(0, 0x17f).Select(code => (char)code)
            from at in Gen.Choose(0, address.Length - 1)
            select new StringBuilder(address) { [at] = character }.ToString();

        Prop.ForAll(altered.ToArbitrary(), text =>
            !EmailAddress.TryParse(text, out var address)
            || (address.Value.All(c => c is > ' ' and < '\x7f' and not ('<' or '>' or ',' or ';' or '"' or ':'))
                && address.Value.Count(c => c == '@') == 1
                && address.Value.Length <= EmailAddress.MaxLength))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Test]
    public void No_text_at_all_makes_the_reader_stumble() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => EmailAddress.TryParse(text, out var address) == (address is not null))
            .QuickCheckThrowOnFailure();

    private static Gen<string> Text(Gen<char> characters, int min, int max) =>
        from length in Gen.Choose(min, max)
        from text in characters.ArrayOf(length)
        select new string(text);
}
