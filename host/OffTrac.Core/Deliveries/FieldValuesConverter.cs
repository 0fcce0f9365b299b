using System.Text.Json;
using System.Text.Json.Serialization;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Deliveries;

/// <summary>Field values as a JSON object: order, null and empty text survive.</summary>
internal sealed class FieldValuesConverter : JsonConverter<FieldValues>
{
    public override FieldValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Field values are an object.");
        var values = new List<KeyValuePair<string, string?>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values.Add(new(name, reader.GetString()));
        }

        return FieldValues.From(values);
    }

    public override void Write(Utf8JsonWriter writer, FieldValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value)
            writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}
