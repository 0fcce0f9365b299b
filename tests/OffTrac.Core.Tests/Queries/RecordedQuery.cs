using System.Text.Json;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Queries;

/// <summary>A query that was put to a real Trac, and what it answered on one of the engines.</summary>
public sealed record RecordedQuery
{
    public required string Name { get; init; }

    public required string Text { get; init; }

    public required string User { get; init; }

    public int[]? Ids { get; init; }

    /// <summary>Null for tickets, and for an error whose text is the database's.</summary>
    public string? Message { get; init; }

    public static IReadOnlyList<RecordedQuery> All(DatabaseEngine engine) =>
        [.. File.ReadLines(FixtureFiles.PathOf("query.jsonl")).Select(line => Read(line, engine))];

    private static RecordedQuery Read(string line, DatabaseEngine engine)
    {
        using var document = JsonDocument.Parse(line);
        var record = document.RootElement;
        var answer = engine == DatabaseEngine.PostgreSql && record.TryGetProperty("postgres", out var other) ? other : record;
        var failure = answer.TryGetProperty("error", out var error) ? error : default;
        return new RecordedQuery
        {
            Name = record.GetProperty("name").GetString()!,
            Text = record.GetProperty("query").GetString()!,
            User = record.TryGetProperty("auth", out var user) ? user.GetString()! : "anonymous",
            Ids = answer.TryGetProperty("ids", out var ids) ? [.. ids.EnumerateArray().Select(id => id.GetInt32())] : null,
            Message = failure.ValueKind == JsonValueKind.Object && !failure.TryGetProperty("volatile", out _)
                ? failure.GetProperty("message").GetString()
                : null,
        };
    }
}
