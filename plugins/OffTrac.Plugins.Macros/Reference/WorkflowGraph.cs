using System.Text;
using System.Text.Json;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>States, actions, and which action leads from which state to which.</summary>
internal sealed class WorkflowGraph
{
    private const string Arrow = "->";

    /// <summary>States by name; null is that of a ticket that doesn't exist yet.</summary>
    private readonly List<string?> _states = [];
    private readonly List<string> _labels = [];
    private readonly List<(int From, int To, int Action)> _edges = [];

    /// <param name="options">Options of a section <c>[ticket-workflow]</c>.</param>
    public static WorkflowGraph From(IEnumerable<KeyValuePair<string, string>> options)
    {
        var graph = new WorkflowGraph();
        var all = options.ToList();
        foreach (var name in all.Select(static option => option.Key.Split('.')[0]).Distinct(StringComparer.Ordinal))
        {
            var transition = all.Find(option => option.Key == name).Value;
            var attributes = all.Where(option => option.Key.StartsWith(name + ".", StringComparison.Ordinal))
                .ToDictionary(option => option.Key[(name.Length + 1)..], static option => option.Value, StringComparer.Ordinal);
            var hasTransition = transition?.Split(Arrow) is { Length: 2 };
            if (hasTransition || attributes.Count > 0)
                graph.Add(name, hasTransition ? transition! : Arrow, attributes);
        }

        return graph;
    }

    public string ToJson(int width, int height)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            WriteTexts(json, "nodes", _states);
            WriteTexts(json, "actions", _labels);
            json.WriteStartArray("edges");
            foreach (var (from, to, action) in _edges)
            {
                json.WriteStartArray();
                json.WriteNumberValue(from);
                json.WriteNumberValue(to);
                json.WriteNumberValue(action);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteNumber("width", width);
            json.WriteNumber("height", height);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Add(string name, string transition, Dictionary<string, string> attributes)
    {
        var action = _labels.Count;
        _labels.Add(attributes.GetValueOrDefault("label") ?? attributes.GetValueOrDefault("name") ?? name.Replace('_', ' ').Trim());
        var parts = transition.Split(Arrow, StringSplitOptions.TrimEntries);
        var olds = parts[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static old => old is "<none>" or "< none >" ? null : old).ToList();
        var froms = olds.ConvertAll(State);
        var to = State(parts[1]);
        _edges.AddRange(froms.Select(from => (from, to, action)));
    }

    private int State(string? name)
    {
        var index = _states.IndexOf(name);
        if (index >= 0)
            return index;
        _states.Add(name);
        return _states.Count - 1;
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string?> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
