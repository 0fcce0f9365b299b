using System.Text;

namespace OffTrac.Plugins.Rpc.Tests.Fuzzing;

/// <summary>Well-formed JSON that no method asks for, or nearly; the same for the same seed.</summary>
internal sealed class RandomArguments(int seed)
{
    private static readonly string[] s_scalars =
    [
        "null", "true", "false", "0", "-1", "1", "3", "127", "2147483648", "9223372036854775808", "1000000000000000000000000000000", "1.5", "-0.0", "1e300", "NaN", "-Infinity",
        "\"\"", "\"1\"", "\"-1\"", "\" 3 \"", "\"RecentPage\"", "\"SandBox\"", "\"RecentPage/../../etc/passwd\"", "\"RecentPage/a.txt\"", "\"/\"", "\"a/\"", "\"/a\"", "\"\\u0000\"", "\"é🚢\\u200b\"", "\"\\ud83d\"", "\"%\"", "\"\\n\\t\"",
        "\"status=closed\"", "\"max=-1&page=0\"", "\"max=x\"", "\"order=nothing&desc=2\"", "\"id=1-3,x\"", "\"created=2024-13-45..tomorrow\"", "\"group=owner&summary~=*&or&&=\"", "\"= x = [[PageOutline]] {{{#!html <b> }}} [[Image(x)]] ||a||\"",
        "\"major\"", "\"closed\"", "\"Hull\"", "\"new name\"", "\"20\"", "\"1704067200000000\"",
        "{\"__jsonclass__\": [\"datetime\", \"0001-01-01T00:00:00\"]}", "{\"__jsonclass__\": [\"datetime\", \"9999-12-31T23:59:59.999999\"]}", "{\"__jsonclass__\": [\"datetime\", \"2024-02-29T12:00:00+14:00\"]}",
        "{\"__jsonclass__\": [\"binary\", \"\"]}", "{\"__jsonclass__\": [\"binary\", \"AAEC/w==\"]}",
    ];

    private static readonly string[] s_names =
    [
        "action", "_ts", "summary", "owner", "milestone", "type", "status", "time", "changetime", "name", "description", "due", "completed", "author", "comment", "readonly", "version", "cc", "keywords", "priority", "replyto", "action_accept_reassign_owner", "", "no such field", "é",
    ];

    // The same arguments each time: a failure can be repeated.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>A list for a method of so many parameters: mostly as many, sometimes more or less.</summary>
    public string Next(int parameters)
    {
        var count = _random.Next(6) == 0 ? _random.Next(parameters + 2) : parameters;
        return "[" + string.Join(", ", Enumerable.Range(0, count).Select(_ => Value(0))) + "]";
    }

    private string Value(int depth)
    {
        var kind = _random.Next(8);
        if (kind > 1 || depth > 2)
            return s_scalars[_random.Next(s_scalars.Length)];
        var text = new StringBuilder();
        var count = _random.Next(4);
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            if (kind == 0)
                text.Append('"').Append(s_names[_random.Next(s_names.Length)]).Append("\": ");
            text.Append(Value(depth + 1));
        }
        return kind == 0 ? $"{{{text}}}" : $"[{text}]";
    }
#pragma warning restore CA5394
}
