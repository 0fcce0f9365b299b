using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>One request and the answer that a real Trac gave to it.</summary>
internal sealed partial class RecordedExchange(JsonObject record)
{
    public string Name { get; } = (string)record["name"]!;

    public string User { get; } = (string)record["auth"]!;

    public string HttpMethod { get; } = (string)record["http_method"]!;

    public string Path { get; } = (string)record["path"]!;

    public string? ContentType { get; } = (string?)record["content_type"];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = Texts(record["headers"]);

    public int Status { get; } = (int)record["status"]!;

    public string? AnswerContentType { get; } = (string?)record["response_content_type"];

    public IReadOnlyList<KeyValuePair<string, string>> AnswerHeaders { get; } = Texts(record["response_headers"]);

    public string Answer { get; } = (string)record["response_body"]!;

    public IReadOnlyList<string>? AnswerContains { get; } = record["response_contains"]?.AsArray().Select(text => (string)text!).ToList();

    public IReadOnlyList<VolatileRule> Volatile { get; } = [.. record["volatile"]!.AsArray().Select(rule => new VolatileRule(rule!.AsObject()))];

    /// <summary>An accident of the recorded server, which nobody needs to have too.</summary>
    public bool IsOptional { get; } = (bool?)record["optional"] == true;

    /// <summary>Exchanges of one sequence follow each other; null for one that only reads.</summary>
    public string? Sequence { get; } = (string?)record["seq"];

    /// <summary>Name of a value, and where in the answer it lies.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Captures { get; } = Texts(record["capture"]);

    public byte[]? Body(IReadOnlyDictionary<string, string> captured) => record switch
    {
        _ when (string?)record["request_body_base64"] is { } base64 => Convert.FromBase64String(base64),
        _ when (string?)record["request_body"] is { } text => Encoding.UTF8.GetBytes(Fill(text, captured)),
        _ => null,
    };

    /// <summary>Puts captured values in the place of <c>{{NAME}}</c>.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> captured) =>
        Placeholder().Replace(text, match => captured.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>All exchanges of some files: those that only read come first, then the sequences.</summary>
    public static IReadOnlyList<RecordedExchange> Read(IEnumerable<string> files)
    {
        var all = files.SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Select(line => new RecordedExchange(JsonNode.Parse(line, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = true })!.AsObject()))
            .ToList();
        return [.. all.Where(exchange => exchange.Sequence is null), .. all.Where(exchange => exchange.Sequence is not null)];
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Texts(JsonNode? node) =>
        node is null ? [] : [.. node.AsObject().Select(member => KeyValuePair.Create(member.Key, (string)member.Value!))];

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
