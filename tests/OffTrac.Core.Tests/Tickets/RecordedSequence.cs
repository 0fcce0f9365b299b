using System.Security.Cryptography;
using System.Text.Json;
using OffTrac.Sdk;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>
/// A sequence of changes that was played to a Trac, with the rows that it added to the golden environment and those that it took
/// away (a changed row is both).
/// </summary>
internal sealed class RecordedSequence(JsonElement recorded)
{
    public RecordedSequence(string file)
        : this(JsonDocument.Parse(File.ReadAllBytes(FixtureFiles.PathOf("rows", file))).RootElement)
    {
    }

    private static readonly Dictionary<string, string> s_tables = new(StringComparer.Ordinal)
    {
        ["ticket"] = """
            SELECT "id", "type", "time", "changetime", "component", "severity", "priority", "owner", "reporter", "cc", "version",
            "milestone", "status", "resolution", "summary", "description", "keywords" FROM "ticket"
            """,
        ["ticket_custom"] = """SELECT "ticket", "name", "value" FROM "ticket_custom" """,
        ["ticket_change"] = """SELECT "ticket", "time", "author", "field", "oldvalue", "newvalue" FROM "ticket_change" """,
        ["attachment"] = """SELECT "type", "id", "filename" FROM "attachment" """,
        ["wiki"] = """SELECT "name", "version", "time", "author", "text", "comment", "readonly" FROM "wiki" """,
        ["attachment_full"] = """
            SELECT "type", "id", "filename", "size", "time", "description", "author" FROM "attachment"
            """,
        ["milestone"] = """SELECT "name", "due", "completed", "description" FROM "milestone" """,
        ["version"] = """SELECT "name", "time", "description" FROM "version" """,
        ["component"] = """SELECT "name", "owner", "description" FROM "component" """,
        ["enum"] = """SELECT "type", "name", "value", "description" FROM "enum" """,
        ["cache"] = """SELECT "id", "generation", "key" FROM "cache" """,
    };

    private readonly JsonElement _recorded = recorded;

    /// <summary>What listeners of that Trac were told, as <see cref="RecordedCall"/> says it.</summary>
    public IEnumerable<string> Calls => _recorded.GetProperty("calls").EnumerateArray().Select(call => Line(call)[(Line(call).IndexOf('|', StringComparison.Ordinal) + 1)..]);

    /// <summary>Plays the sequence and compares, step by step, what is returned, and in the end all rows.</summary>
    public async Task PlayAsync(Stores stores)
    {
        var before = await ReadAsync(stores);
        var calls = new List<string>();
        foreach (var (index, step) in _recorded.GetProperty("steps").EnumerateArray().Index())
        {
            stores.Recorder.Clear();
            if (step.TryGetProperty("time", out var time))
                stores.Time.Now = TracTime.FromMicroseconds(time.GetInt64());
            var result = await PlayAsync(stores, step);
            if (step.TryGetProperty("result", out var expected))
                Assert.True(result == (expected.ValueKind == JsonValueKind.Null ? null : expected.GetInt32()), $"{result} after {step}");
            calls.AddRange(stores.Recorder.Committed.Where(change => change is not TicketsChanged).Select(change => $"{index}|{RecordedCall.Of(change)}"));
        }

        if (_recorded.TryGetProperty("calls", out var recorded))
            Assert.Equal(recorded.EnumerateArray().Select(Line), calls);

        var after = await ReadAsync(stores);
        foreach (var table in _recorded.GetProperty("added").EnumerateObject().Select(table => table.Name))
            Compare(table, before[table], after[table]);
    }

    /// <summary>Plays one of many sequences and compares all rows: also those of tables that it left alone.</summary>
    public async Task PlayAmongOthersAsync(Stores stores)
    {
        var name = _recorded.GetProperty("name").GetString();
        var before = await ReadAsync(stores);
        foreach (var step in _recorded.GetProperty("steps").EnumerateArray())
        {
            stores.Time.Now = TracTime.FromMicroseconds(step.GetProperty("time").GetInt64());
            var result = await PlayAsync(stores, step);
            if (step.TryGetProperty("result", out var expected))
                Assert.True(result == (expected.ValueKind == JsonValueKind.Null ? null : expected.GetInt32()), $"{name}: {result} after {step}");
        }

        var after = await ReadAsync(stores);
        foreach (var table in after.Keys.Where(table => table != "attachment"))
            Compare(table, before[table], after[table], name);
    }

    private void Compare(string table, HashSet<string> before, HashSet<string> after, string? name = null)
    {
        var (added, removed) = (after.Except(before).Order(StringComparer.Ordinal), before.Except(after).Order(StringComparer.Ordinal));
        if (name is null)
        {
            Assert.Equal(Recorded("added", table), added);
            Assert.Equal(Recorded("removed", table), removed);
        }
        else
        {
            Assert.Equal(Rows(name, table, Recorded("added", table), Recorded("removed", table)), Rows(name, table, added, removed));
        }
    }

    private static string Rows(string name, string table, IEnumerable<string> added, IEnumerable<string> removed) =>
        string.Join('\n', [$"{name}, {table}", .. added.Select(row => $"+ {row}"), .. removed.Select(row => $"- {row}")]);

    private static async Task<int?> PlayAsync(Stores stores, JsonElement step)
    {
        var time = step.TryGetProperty("time", out var at) ? TracTime.FromMicroseconds(at.GetInt64()) : (DateTimeOffset?)null;
        switch (step.GetProperty("op").GetString())
        {
            case "create":
                return (await stores.Tickets.CreateAsync(new NewTicket { Values = Values(step), Time = time }, null, default)).Id;
            case "change":
                var update = new TicketUpdate
                {
                    Id = step.GetProperty("id").GetInt32(),
                    Author = Text(step, "author")!,
                    Comment = Text(step, "comment"),
                    ReplyTo = Text(step, "replyto"),
                    Values = Values(step),
                    Time = time,
                };
                return (await stores.Tickets.ChangeAsync(update, null, default))?.CommentNumber;
            case "delete":
                await stores.Tickets.DeleteAsync(new TicketDeletion { Id = step.GetProperty("id").GetInt32() }, null, default);
                return null;
            case "save":
                var name = Text(step, "name")!;
                var save = new WikiPageSave
                {
                    Name = name,
                    Text = Text(step, "text") ?? (await stores.Wiki.FindAsync(name, null, default))!.Text,
                    Author = Text(step, "author"),
                    Comment = Text(step, "comment"),
                    IsReadOnly = step.TryGetProperty("readonly", out var flag) ? flag.GetBoolean() : null,
                    Replace = step.TryGetProperty("replace", out var replace) && replace.GetBoolean(),
                    Time = time,
                };
                return (await stores.Wiki.SaveAsync(save, null, default)).Version;
            case "deletepage":
                var version = step.GetProperty("version");
                await stores.Wiki.DeleteAsync(
                    new WikiPageDeletion
                    {
                        Name = Text(step, "name")!,
                        Version = version.ValueKind == JsonValueKind.Null ? null : version.GetInt32(),
                    },
                    null,
                    default);
                return null;
            default:
                await RecordedStep.PlayAsync(stores, step);
                return null;
        }
    }

    /// <summary>The recorder gave Trac no time for an empty one.</summary>
    private static FieldValues Values(JsonElement step) => FieldValues.From(
        step.GetProperty("values").EnumerateObject().Select(value => KeyValuePair.Create(
            value.Name, value.Name is "due_date" or "seen_rel" or "started_at" && value.Value.GetString() is "" ? null : value.Value.GetString())));

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static async Task<Dictionary<string, HashSet<string>>> ReadAsync(Stores stores)
    {
        var tables = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (table, sql) in s_tables)
            tables[table] = [.. await stores.RowsAsync(sql)];
        var root = Path.Combine(stores.Environment.Directory, "files", "attachments");
        tables["files"] =
        [
            .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(path => $"'{Path.GetRelativePath(root, path)}'|'{Hash(path)}'"),
        ];
        return tables;
    }

    private IOrderedEnumerable<string> Recorded(string what, string table) =>
        (_recorded.GetProperty(what).TryGetProperty(table, out var rows) ? rows.EnumerateArray() : default).Select(Line).Order(StringComparer.Ordinal);

    private static string Line(JsonElement row) => string.Join('|', row.EnumerateArray().Select(value => value.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.Number => value.GetRawText(),
        _ => $"'{value.GetString()}'",
    }));

#pragma warning disable CA5350 // What was recorded; nothing is secured by it.
    private static string Hash(string path) => Convert.ToHexStringLower(SHA1.HashData(File.ReadAllBytes(path)));
#pragma warning restore CA5350
}
