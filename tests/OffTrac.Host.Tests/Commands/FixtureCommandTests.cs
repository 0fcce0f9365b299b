using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using OffTrac.Sdk;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Commands;

/// <summary>What Trac itself stored, shown by commands and read by plain SQL.</summary>
public sealed class FixtureCommandTests
{
    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.2-sqlite")]
    [InlineData("trac-1.0-sqlite")]
    public async Task Every_ticket_is_shown_as_its_rows_say_and_no_file_changes(string fixture)
    {
        using var copy = FixtureFiles.CopyEnvironment(fixture);
        var before = Fingerprint(copy.Path);
        var ids = Rows(copy.Path, "SELECT id FROM ticket ORDER BY id").Select(row => row[0]!).ToList();
        Assert.NotEmpty(ids);
        foreach (var id in ids)
            AssertTicket(copy.Path, id, await ShowAsync(copy.Path, "ticket", "show", id));

        Assert.Equal(before, Fingerprint(copy.Path));
    }

    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.0-sqlite")]
    public async Task Every_version_of_every_page_is_shown_as_its_row_says(string fixture)
    {
        using var copy = FixtureFiles.CopyEnvironment(fixture);
        var rows = Rows(copy.Path, "SELECT name, version, time, author, comment, readonly, text FROM wiki ORDER BY name, version");
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var page = await ShowAsync(copy.Path, "wiki", "show", row[0]!, "--version", row[1]!);
            Assert.Equal(["name", "version", "time", "author", "comment", "readonly", "text"], page.EnumerateObject().Select(member => member.Name));
            Assert.Equal(row[0], page.GetProperty("name").GetString());
            Assert.Equal(row[1], page.GetProperty("version").GetRawText());
            Assert.Equal(Time(row[2]), page.GetProperty("time").GetString());
            Assert.Equal(row[3], page.GetProperty("author").GetString());
            Assert.Equal(row[4], page.GetProperty("comment").GetString());
            Assert.Equal(row[5] == "1", page.GetProperty("readonly").GetBoolean());
            Assert.Equal(row[6], page.GetProperty("text").GetString());
        }
    }

    private static void AssertTicket(string directory, string id, JsonElement ticket)
    {
        Assert.Equal(["id", "time", "changetime", "fields", "changes", "attachments"], ticket.EnumerateObject().Select(member => member.Name));
        var stored = Rows(directory, $"SELECT time, changetime, summary, reporter, owner, status, description, cc FROM ticket WHERE id = {id}")[0];
        Assert.Equal(Time(stored[0]), ticket.GetProperty("time").GetString());
        Assert.Equal(Time(stored[1]), ticket.GetProperty("changetime").GetString());
        var fields = ticket.GetProperty("fields");
        foreach (var (name, value) in new[] { "summary", "reporter", "owner", "status", "description", "cc" }.Zip(stored.Skip(2)))
            Assert.Equal(value, fields.GetProperty(name).GetString());
        var changes = ticket.GetProperty("changes").EnumerateArray().Select(change => string.Join('|', change.EnumerateObject().Select(member => member.Value.GetString())));
        Assert.Equal(
            Rows(directory, $"SELECT time, author, field, oldvalue, newvalue FROM ticket_change WHERE ticket = {id}")
                .Select(row => string.Join('|', Time(row[0]), row[1], row[2], row[3], row[4])).Order(StringComparer.Ordinal),
            changes.Order(StringComparer.Ordinal));
        Assert.Equal(
            Rows(directory, $"SELECT filename, size FROM attachment WHERE type = 'ticket' AND id = '{id}'")
                .Select(row => $"{row[0]}|{row[1] ?? "0"}").Order(StringComparer.Ordinal),
            ticket.GetProperty("attachments").EnumerateArray()
                .Select(file => $"{file.GetProperty("filename").GetString()}|{file.GetProperty("size").GetRawText()}").Order(StringComparer.Ordinal));
    }

    private static async Task<JsonElement> ShowAsync(string directory, params string[] words)
    {
        var run = await CommandRun.InAsync(Path.GetTempPath(), ["--env", directory, "--json", .. words]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static List<string?[]> Rows(string directory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "db", "trac.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        return rows;
    }

    private static string Time(string? microseconds) =>
        TracTime.FromMicroseconds(long.Parse(microseconds ?? "0", CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Fingerprint(string directory) => string.Join('\n', Directory
        .EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
