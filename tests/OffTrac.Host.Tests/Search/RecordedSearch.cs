using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Search;

/// <summary>One call of <c>search.performSearch</c> or <c>search.getSearchFilters</c> that a Trac answered, in XML-RPC or JSON-RPC.</summary>
internal sealed record RecordedSearch
{
    public required string Name { get; init; }

    public required string User { get; init; }

    public required bool IsXml { get; init; }

    /// <summary>Query and, perhaps, filters; null for the list of filters.</summary>
    public string? Query { get; init; }

    /// <summary>Null when all are meant.</summary>
    public IReadOnlyList<string>? Filters { get; init; }

    /// <summary>The fields of each result.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Results { get; init; }

    /// <summary>The calls that were answered; faults belong to the RPC plugin.</summary>
    public static IEnumerable<RecordedSearch> ReadAll()
    {
        foreach (var line in File.ReadLines(FixtureFiles.PathOf("rpc", "search.jsonl")))
        {
            using var record = JsonDocument.Parse(line);
            var root = record.RootElement;
            var (request, response) = (root.GetProperty("request_body").GetString()!, root.GetProperty("response_body").GetString()!);
            var isXml = request.StartsWith("<?xml", StringComparison.Ordinal);
            if ((isXml ? ResultOfXml(response) : ResultOfJson(response)) is not { } result)
                continue;
            var (method, parameters) = isXml ? CallOfXml(request) : CallOfJson(request);
            yield return new RecordedSearch
            {
                Name = root.GetProperty("name").GetString()!,
                User = root.GetProperty("auth").GetString()!,
                IsXml = isXml,
                Query = method == "search.performSearch" ? (string)parameters[0]! : null,
                Filters = parameters.Count < 2 || parameters[1] is null ? null
                    : parameters[1] is IReadOnlyList<object?> names ? [.. names.Cast<string>()]
                    : [.. ((string)parameters[1]!).Select(letter => letter.ToString())],
                Results = [.. ((IReadOnlyList<object?>)result).Select(row => (IReadOnlyList<string>)[.. ((IReadOnlyList<object?>)row!).Cast<string>()])],
            };
        }
    }

    public string TimeOf(DateTimeOffset time) =>
        time.ToString(IsXml ? "yyyyMMddTHH:mm:ss" : time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private static object? ResultOfXml(string response) =>
        XDocument.Parse(response, LoadOptions.PreserveWhitespace).Root!.Element("params")?.Element("param")?.Element("value") is { } value ? ValueOf(value) : null;

    private static (string Method, IReadOnlyList<object?> Parameters) CallOfXml(string request)
    {
        var call = XDocument.Parse(request, LoadOptions.PreserveWhitespace).Root!;
        return (call.Element("methodName")!.Value, [.. call.Element("params")!.Elements("param").Select(parameter => ValueOf(parameter.Element("value")!))]);
    }

    private static object? ValueOf(XElement value) => value.Elements().FirstOrDefault() switch
    {
        null => value.Value,
        { Name.LocalName: "nil" } => null,
        { Name.LocalName: "array" } array => array.Element("data")!.Elements("value").Select(ValueOf).ToList(),
        var plain => plain.Value,
    };

    private static object? ResultOfJson(string response)
    {
        using var document = JsonDocument.Parse(response);
        return ValueOf(document.RootElement.GetProperty("result"));
    }

    private static (string Method, IReadOnlyList<object?> Parameters) CallOfJson(string request)
    {
        using var document = JsonDocument.Parse(request);
        return (document.RootElement.GetProperty("method").GetString()!, (IReadOnlyList<object?>)ValueOf(document.RootElement.GetProperty("params"))!);
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select(ValueOf).ToList(),
        JsonValueKind.Object => value.GetProperty("__jsonclass__")[1].GetString(),
        JsonValueKind.String => value.GetString(),
        _ => null,
    };
}
