using System.Text.Json;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Wiki.Links;

/// <summary>A list of values as one parameter, so that a query for many links is one statement, always of the same text.</summary>
internal static class ListedValues
{
    /// <summary>A condition: the column is in the list.</summary>
    public static string In(IDatabase database, string column, string parameter) => database.Engine == DatabaseEngine.PostgreSql
        ? $"{column} = ANY({parameter})"
        : $"{column} IN (SELECT value FROM json_each({parameter}))";

    public static object Of(IDatabase database, IReadOnlyCollection<string> values) =>
        database.Engine == DatabaseEngine.PostgreSql ? values.Where(value => !value.Contains('\0', StringComparison.Ordinal)).ToArray() : JsonSerializer.Serialize(values);

    public static object Of(IDatabase database, IReadOnlyCollection<int> values) =>
        database.Engine == DatabaseEngine.PostgreSql ? values.ToArray() : JsonSerializer.Serialize(values);
}
