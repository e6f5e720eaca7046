using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using MySaas.StripeSimulator.Protocol;

namespace MySaas.StripeSimulator.World;

/// <summary>All objects of one type in the order in which they came to be.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is the table of the field's word, and no general collection.")]
public sealed class Table<T>(string noun) : IReadOnlyCollection<T>, ITable where T : Entity
{
    private readonly ConcurrentDictionary<string, T> _byId = [];
    private readonly List<T> _inOrder = [];

    public int Count => _inOrder.Count;

    public T this[string id] => _byId[id];

    public T? Find(string? id) => id is not null && _byId.TryGetValue(id, out var found) ? found : null;

    /// <summary>The object that the path of a call names.</summary>
    internal T Get(string id) => Find(id) ?? throw ApiException.NotFound(noun, id);

    /// <summary>The object that a parameter names.</summary>
    internal T Required(Parameters parameters, string name) => Optional(parameters, name) ?? throw ApiException.MissingParameter(name);

    /// <inheritdoc cref="Required"/>
    internal T? Optional(Parameters parameters, string name) => parameters.Text(name) is { } id
        ? Find(id) is { IsGone: false } found ? found : throw ApiException.NoSuch(noun, id, parameters.PathOf(name))
        : null;

    internal void Add(T entity)
    {
        _byId[entity.Id] = entity;
        _inOrder.Add(entity);
    }

    internal void Remove(T entity)
    {
        _byId.TryRemove(entity.Id, out _);
        _inOrder.Remove(entity);
    }

    string ITable.Name => noun;

    JsonNode? ITable.Save(JsonSerializerOptions format) => JsonSerializer.SerializeToNode(_inOrder, format);

    IEnumerable<Entity> ITable.Load(JsonNode? saved, JsonSerializerOptions format)
    {
        foreach (var entity in saved.Deserialize<List<T>>(format) ?? [])
        {
            Add(entity);
            yield return entity;
        }
    }

    void ITable.Clear()
    {
        _byId.Clear();
        _inOrder.Clear();
    }

    /// <summary>Newest first, from before the given place in the order of creation.</summary>
    internal IEnumerable<T> Before(long sequence)
    {
        for (var index = IndexOf(sequence) - 1; index >= 0; index--)
            yield return _inOrder[index];
    }

    /// <summary>Oldest first, from after the given place in the order of creation.</summary>
    internal IEnumerable<T> After(long sequence)
    {
        for (var index = IndexOf(sequence + 1); index < _inOrder.Count; index++)
            yield return _inOrder[index];
    }

    // By index: a test may look on while another thread calls the API.
    public IEnumerator<T> GetEnumerator()
    {
        for (var index = 0; index < _inOrder.Count; index++)
            yield return _inOrder[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The first index with this sequence or a later one.</summary>
    private int IndexOf(long sequence)
    {
        var (low, high) = (0, _inOrder.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_inOrder[middle].Sequence < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}

/// <summary>A table whatever is in it.</summary>
internal interface ITable
{
    string Name { get; }

    JsonNode? Save(JsonSerializerOptions format);

    IEnumerable<Entity> Load(JsonNode? saved, JsonSerializerOptions format);

    void Clear();
}
