using System.Text.Json;
using System.Text.Json.Serialization;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Deliveries;

/// <summary>Names of fields as a JSON array.</summary>
internal sealed class FieldNamesConverter : JsonConverter<FieldNames>
{
    public override FieldNames Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Names of fields are an array.");
        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            names.Add(reader.GetString()!);
        return FieldNames.From(names);
    }

    public override void Write(Utf8JsonWriter writer, FieldNames value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
