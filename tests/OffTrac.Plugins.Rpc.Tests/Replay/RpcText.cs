using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>
/// Reads answers of either protocol into one form: <c>{"result": …}</c>, <c>{"fault": {"code", "string"}}</c> or <c>{"text": …}</c>.
/// Times and bytes are texts that begin with a letter nobody else uses.
/// </summary>
internal static class RpcText
{
    public const char Time = '\uE000';
    private const char Bytes = '\uE001';

    public static JsonObject Read(string? contentType, string body)
    {
        try
        {
            return MediaType(contentType) switch
            {
                "text/xml" or "application/xml" => OfXml(XDocument.Parse(body.TrimStart(), LoadOptions.PreserveWhitespace).Root!),
                "application/json" => OfJson(JsonNode.Parse(body)!.AsObject()),
                _ => new JsonObject { ["text"] = body.Trim() },
            };
        }
        catch (Exception problem) when (problem is System.Xml.XmlException or JsonException or InvalidOperationException)
        {
            return new JsonObject { ["text"] = $"{problem.Message}: {body}" };
        }
    }

    public static string MediaType(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static JsonObject OfXml(XElement response) => response.Element("fault") is { } fault
        ? new JsonObject { ["fault"] = Fault(OfValue(fault.Element("value")!)!.AsObject()) }
        : new JsonObject { ["result"] = OfValue(response.Element("params")!.Elements("param").Single().Element("value")!) };

    private static JsonObject Fault(JsonObject fault) =>
        new() { ["code"] = fault["faultCode"]!.DeepClone(), ["string"] = fault["faultString"]!.DeepClone() };

    private static JsonNode? OfValue(XElement value)
    {
        if (value.Elements().FirstOrDefault() is not { } typed)
            return value.Value;
        return typed.Name.LocalName switch
        {
            "int" or "i4" or "i8" => decimal.Parse(typed.Value, CultureInfo.InvariantCulture),
            "double" => double.Parse(typed.Value, CultureInfo.InvariantCulture),
            "boolean" => typed.Value == "1",
            "dateTime.iso8601" => Time + DateTime.ParseExact(typed.Value, "yyyyMMdd'T'HH:mm:ss", CultureInfo.InvariantCulture)
                .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            "base64" => Binary(typed.Value),
            "nil" => null,
            "array" => new JsonArray([.. typed.Element("data")!.Elements("value").Select(OfValue)]),
            "struct" => new JsonObject(typed.Elements("member").Select(member =>
                KeyValuePair.Create(member.Element("name")!.Value, OfValue(member.Element("value")!)))),
            _ => typed.Value,
        };
    }

    private static JsonObject OfJson(JsonObject answer)
    {
        var read = new JsonObject { ["id"] = answer["id"]?.DeepClone() };
        if (answer["error"] is JsonObject error)
        {
            read["fault"] = new JsonObject
            {
                ["code"] = error["code"]?.DeepClone(), ["string"] = error["message"]?.DeepClone(), ["name"] = error["name"]?.DeepClone(),
            };
        }
        else
        {
            read["result"] = answer["result"] is JsonArray { Count: > 0 } items && items.All(IsAnswer)
                ? new JsonArray([.. items.Select(item => (JsonNode)OfJson(item!.AsObject()))])
                : OfJsonValue(answer["result"]);
        }

        foreach (var name in answer.Select(member => member.Key).Except(["id", "error", "result"]))
            read[$"unexpected {name}"] = true;
        foreach (var name in new[] { "id", "error", "result" }.Where(name => !answer.ContainsKey(name)))
            read[$"missing {name}"] = true;
        return read;
    }

    private static bool IsAnswer(JsonNode? item) =>
        item is JsonObject { Count: 3 } members && members.ContainsKey("id") && members.ContainsKey("error") && members.ContainsKey("result");

    private static JsonNode? OfJsonValue(JsonNode? value) => value switch
    {
        JsonArray items => new JsonArray([.. items.Select(OfJsonValue)]),
        JsonObject { Count: 1 } members when members["__jsonclass__"] is JsonArray { Count: 2 } typed => (string)typed[0]! == "datetime"
            ? Time + (string)typed[1]!
            : Binary((string)typed[1]!),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, OfJsonValue(member.Value)))),
        _ => value?.DeepClone(),
    };

    private static string Binary(string base64) => Bytes + Convert.ToHexString(Convert.FromBase64String(base64));
}
