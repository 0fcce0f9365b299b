using System.Buffers;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>Writes the members of a payload, leaves out fields that are excluded, and texts that make it too large.</summary>
internal sealed class PayloadWriter
{
    /// <summary>What names the resource; a payload without it is useless.</summary>
    private static readonly string[] s_kept = ["id", "name", "new_name", "new_values", "old_values", "realm", "filename"];

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly PythonJson _json;
    private readonly IReadOnlyCollection<string> _excluded;
    private readonly IReadOnlySet<string> _truncated;
    private readonly List<(string Path, int Length)> _texts = [];
    private string _map = "";

    private PayloadWriter(IReadOnlyCollection<string> excluded, IReadOnlySet<string> truncated)
    {
        _json = new PythonJson(_buffer);
        _excluded = excluded;
        _truncated = truncated;
    }

    /// <summary>Builds a payload.</summary>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the members; called twice when the payload is too large.</param>
    /// <param name="excluded">Names of members to leave out.</param>
    /// <param name="limit">Most bytes; 0 for no limit. The longest texts make way, as many as needed.</param>
    public static ReadOnlyMemory<byte> Build<TState>(
        TState state, Action<PayloadWriter, TState> write, IReadOnlyCollection<string> excluded, long limit)
    {
        var writer = new PayloadWriter(excluded, new HashSet<string>());
        writer.Write(state, write);
        if (limit <= 0 || writer._buffer.WrittenCount <= limit)
            return writer._buffer.WrittenMemory;
        var shorter = new PayloadWriter(excluded, writer.TooLong(limit));
        shorter.Write(state, write);
        return shorter._buffer.WrittenMemory;
    }

    public static bool CanBeExcluded(string name) => !s_kept.Contains(name, StringComparer.Ordinal);

    public void Text(string name, string? value)
    {
        if (IsExcluded(name))
            return;
        _json.Name(name);
        var path = _map + name;
        if (value is not null)
            _texts.Add((path, PythonJson.LengthOf(value)));
        _json.Value(_truncated.Contains(path) ? null : value);
    }

    public void Time(string name, DateTimeOffset? value)
    {
        if (IsExcluded(name))
            return;
        _json.Name(name);
        _json.Value(value is { } time ? PythonTime.Format(time) : null);
    }

    public void Number(string name, long? value)
    {
        if (IsExcluded(name))
            return;
        _json.Name(name);
        if (value is { } number)
            _json.Value(number);
        else
            _json.Value(text: null);
    }

    public void BeginMap(string name)
    {
        _json.Name(name);
        _json.BeginObject();
        _map = name + ".";
    }

    public void EndMap()
    {
        _json.EndObject();
        _map = "";
    }

    /// <summary>Who leaves out a page's text doesn't want to see the one before either.</summary>
    private bool IsExcluded(string name) => _excluded.Count > 0
        && (_excluded.Contains(name) || (name.StartsWith("old_", StringComparison.Ordinal) && _excluded.Contains(name[4..])));

    private void Write<TState>(TState state, Action<PayloadWriter, TState> write)
    {
        _json.BeginObject();
        write(this, state);
        if (_truncated.Count > 0)
        {
            _json.Name("truncated");
            _json.BeginArray();
            foreach (var (path, _) in _texts)
            {
                if (_truncated.Contains(path))
                    _json.Value(path);
            }

            _json.EndArray();
        }

        _json.EndObject();
    }

    private HashSet<string> TooLong(long limit)
    {
        var left = _buffer.WrittenCount - limit + ", \"truncated\": []".Length;
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, length) in _texts.OrderByDescending(text => text.Length))
        {
            if (left <= 0)
                break;
            chosen.Add(path);
            left -= length - "null".Length - PythonJson.LengthOf(path) - ", ".Length;
        }

        return chosen;
    }
}
