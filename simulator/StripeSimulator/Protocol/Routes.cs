using System.Text.Json.Nodes;
using MySaas.StripeSimulator.World;

namespace MySaas.StripeSimulator.Protocol;

/// <summary>What an endpoint works with.</summary>
/// <param name="Ids">The variable parts of the path, in order.</param>
internal sealed record Call(StripeWorld World, string Path, IReadOnlyList<string> Ids, Parameters Parameters)
{
    public string Id => Ids[0];
}

/// <summary>An endpoint and the parameters that it knows; Stripe refuses others, and so does the simulator rather than ignore them.</summary>
internal sealed record Route<TAnswer>(Func<Call, TAnswer> Endpoint, IReadOnlySet<string> Parameters)
{
    /// <exception cref="ApiException">One that it does not know.</exception>
    public void Check(Parameters parameters)
    {
        if (parameters.Names.FirstOrDefault(name => !Parameters.Contains(name)) is { } unknown)
            throw ApiException.UnknownParameter(unknown);
    }
}

/// <summary>Endpoints that answer in JSON.</summary>
internal sealed class Routes : Routes<JsonObject>;

/// <summary>Finds the endpoint for a method and a path.</summary>
internal class Routes<TAnswer>
{
    private const string Paging = "limit starting_after ending_before created";

    private readonly Node _root = new();

    /// <param name="path">Such as <c>customers/{id}</c>.</param>
    /// <param name="parameters">Names of the first level, separated by spaces.</param>
    public void Get(string path, Func<Call, TAnswer> endpoint, string parameters = "") => Add("GET", path, endpoint, parameters);

    /// <inheritdoc cref="Get"/>
    public void List(string path, Func<Call, TAnswer> endpoint, string parameters = "") => Add("GET", path, endpoint, $"{Paging} {parameters}");

    /// <inheritdoc cref="Get"/>
    public void Post(string path, Func<Call, TAnswer> endpoint, string parameters = "") => Add("POST", path, endpoint, parameters);

    /// <inheritdoc cref="Get"/>
    public void Delete(string path, Func<Call, TAnswer> endpoint, string parameters = "") => Add("DELETE", path, endpoint, parameters);

    public Route<TAnswer>? Find(string method, string path, out IReadOnlyList<string> ids)
    {
        var variables = new List<string>();
        ids = variables;
        var node = _root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (node.Children.TryGetValue(part, out var named))
                node = named;
            else if (node.Children.TryGetValue("{id}", out var variable))
                (node, _) = (variable, Remember(part));
            else
                return null;
        }

        return node.Routes.GetValueOrDefault(method);

        bool Remember(string part)
        {
            variables.Add(Uri.UnescapeDataString(part));
            return true;
        }
    }

    private void Add(string method, string path, Func<Call, TAnswer> endpoint, string parameters)
    {
        var node = _root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!node.Children.TryGetValue(part, out var child))
                node.Children[part] = child = new Node();
            node = child;
        }

        var known = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("expand").ToHashSet();
        node.Routes.Add(method, new Route<TAnswer>(endpoint, known));
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = [];

        public Dictionary<string, Route<TAnswer>> Routes { get; } = [];
    }
}
