using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OffTrac.Sdk;

namespace OffTrac.Host.Tests.Commands;

/// <summary>What Trac itself stored, shown by commands and read by plain SQL.</summary>
public sealed class FixtureCommandTests
{
    [Theory]
    [InlineData("trac-1.6-postgres")]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.2-sqlite")]
    [InlineData("trac-1.0-sqlite")]
    public async Task Every_ticket_is_shown_as_its_rows_say_and_no_file_changes(string fixture)
    {
        await using var copy = await RecordedEnvironment.CopyAsync(fixture);
        var before = Fingerprint(copy.Path);
        var ids = copy.Rows("SELECT id FROM ticket ORDER BY id").Select(row => row[0]!).ToList();
        Assert.NotEmpty(ids);
        foreach (var id in ids)
            AssertTicket(copy, id, await ShowAsync(copy.Path, "ticket", "show", id));

        Assert.Equal(before, Fingerprint(copy.Path));
    }

    [Theory]
    [InlineData("trac-1.6-postgres")]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.0-sqlite")]
    public async Task Every_version_of_every_page_is_shown_as_its_row_says(string fixture)
    {
        await using var copy = await RecordedEnvironment.CopyAsync(fixture);
        var rows = copy.Rows("SELECT name, version, time, author, comment, readonly, text FROM wiki ORDER BY name, version");
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

    [Theory]
    [InlineData("trac-1.6-postgres")]
    [InlineData("trac-1.6-sqlite")]
    public async Task An_environment_is_examined_upgraded_and_backed_up(string fixture)
    {
        await using var copy = await RecordedEnvironment.CopyAsync(fixture);
        var before = Fingerprint(copy.Path);
        var check = await ShowAsync(copy.Path, "env", "check");
        Assert.Equal(JsonValueKind.Null, check.GetProperty("problem").ValueKind);
        Assert.Equal("45", check.GetProperty("database_version").GetRawText());
        Assert.Equal(before, Fingerprint(copy.Path));

        var version = copy.Rows("SELECT value FROM system WHERE name = 'database_version'")[0][0];
        var upgrade = await ShowAsync(copy.Path, "upgrade", "--indices");
        Assert.NotEmpty(upgrade.GetProperty("steps").EnumerateArray());
        Assert.True(new FileInfo(upgrade.GetProperty("backup").GetString()!).Length > 0);
        Assert.Equal(version, copy.Rows("SELECT value FROM system WHERE name = 'database_version'")[0][0]);
        Assert.Empty((await ShowAsync(copy.Path, "upgrade", "--indices")).GetProperty("steps").EnumerateArray());

        var target = copy.Path + "-copy";
        try
        {
            var backup = await CommandRun.InAsync(Path.GetTempPath(), "--env", copy.Path, "hotcopy", target);
            Assert.Equal((0, ""), (backup.ExitCode, backup.Error));
            Assert.Single(Directory.GetFiles(Path.Combine(target, "db"), fixture.EndsWith("sqlite", StringComparison.Ordinal) ? "trac.db" : "*.sql.gz"));
            Assert.Equal(Files(Path.Combine(copy.Path, "files")), Files(Path.Combine(target, "files")));
            var again = await CommandRun.InAsync(Path.GetTempPath(), "--env", copy.Path, "env", "backup", target);
            Assert.Equal(2, again.ExitCode);
            Assert.EndsWith("it exists.", again.ErrorLine, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    private static void AssertTicket(RecordedEnvironment copy, string id, JsonElement ticket)
    {
        Assert.Equal(["id", "time", "changetime", "fields", "changes", "attachments"], ticket.EnumerateObject().Select(member => member.Name));
        var stored = copy.Rows($"SELECT time, changetime, summary, reporter, owner, status, description, cc FROM ticket WHERE id = {id}")[0];
        Assert.Equal(Time(stored[0]), ticket.GetProperty("time").GetString());
        Assert.Equal(Time(stored[1]), ticket.GetProperty("changetime").GetString());
        var fields = ticket.GetProperty("fields");
        foreach (var (name, value) in new[] { "summary", "reporter", "owner", "status", "description", "cc" }.Zip(stored.Skip(2)))
            Assert.Equal(value, fields.GetProperty(name).GetString());
        var changes = ticket.GetProperty("changes").EnumerateArray().Select(change => string.Join('|', change.EnumerateObject().Select(member => member.Value.GetString())));
        Assert.Equal(
            copy.Rows($"SELECT time, author, field, oldvalue, newvalue FROM ticket_change WHERE ticket = {id}")
                .Select(row => string.Join('|', Time(row[0]), row[1], row[2], row[3], row[4])).Order(StringComparer.Ordinal),
            changes.Order(StringComparer.Ordinal));
        Assert.Equal(
            copy.Rows($"SELECT filename, size FROM attachment WHERE type = 'ticket' AND id = '{id}'")
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

    private static string Time(string? microseconds) =>
        TracTime.FromMicroseconds(long.Parse(microseconds ?? "0", CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Files(string directory) => Directory
        .EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(directory, file)).Order(StringComparer.Ordinal);

    private static string Fingerprint(string directory) => string.Join('\n', Directory
        .EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
