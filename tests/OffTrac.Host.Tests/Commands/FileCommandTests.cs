using System.Text.Json;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Commands;

/// <summary>Permissions, pages and environments that go to files and come back.</summary>
public sealed class FileCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");

    public void Dispose()
    {
        _environment.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Permissions_that_are_exported_come_back_and_nothing_else_goes()
    {
        await GoodAsync("permission", "add", "a \"b\", c", "TICKET_VIEW");
        var before = (await GoodAsync("permission", "list")).Output;
        await GoodAsync("permission", "export", "rows.csv");
        var csv = await File.ReadAllTextAsync(_directory.Combine("rows.csv"));
        Assert.Contains("\"a \"\"b\"\", c\",TICKET_VIEW\n", csv, StringComparison.Ordinal);
        Assert.Equal(csv, (await GoodAsync("permission", "export")).Output);

        // Those of actions that no component knows must stay: they could not be granted again.
        await GoodAsync("permission", "remove", "a \"b\", c", "*");
        await GoodAsync("permission", "remove", "*", "WIKI_CREATE");
        await GoodAsync("permission", "add", "late", "WIKI_VIEW");
        await GoodAsync("permission", "import", "rows.csv");
        await GoodAsync("permission", "import", "rows.csv");

        var after = (await GoodAsync("permission", "list")).Output;
        Assert.Contains("late", after, StringComparison.Ordinal);
        await GoodAsync("permission", "remove", "late", "WIKI_VIEW");
        Assert.Equal(before, (await GoodAsync("permission", "list")).Output);
    }

    [Theory]
    [InlineData("joe,WIKI_VIEW\nbo\n", "Line 2: expected <user>,<action>")]
    [InlineData("joe,WIKI_VIEW\n\nbo,WIKI_VIEW\n", "Line 2: expected <user>,<action>")]
    [InlineData("joe,WIKI_VIEW\nBO,WIKI_VIEW\n", "Line 2: 'BO' can't be a user")]
    [InlineData("joe,WIKI_VIEW\r\nbo,NO_SUCH_ACTION\r\n", "Line 2: ")]
    [InlineData("joe,WIKI_VIEW\nbo,\"WIKI\n", "Line 2: a quotation that begins here has no end.")]
    [InlineData("joe,WIKI_VIEW\n\"bo\"x,WIKI_VIEW", "Line 2: after a closing quotation mark only a comma may follow.")]
    public async Task A_bad_row_is_named_and_no_row_is_taken(string csv, string expected)
    {
        var before = (await GoodAsync("permission", "list")).Output;
        var run = await CommandRun.StartAsync(_directory.Path, csv, ["permission", "import", "--env", _environment.Path]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, (await GoodAsync("permission", "list")).Output);
    }

    [Fact]
    public async Task Pages_that_are_dumped_are_loaded_into_another_environment()
    {
        await CommandRun.StartAsync(_directory.Path, "= Größe =\r\n", ["wiki", "put", "Täg/Ünter Seite?", "--env", _environment.Path]);
        var dumped = Json((await GoodAsync("wiki", "dump", "pages", "--json")).Output);
        Assert.Contains("T%C3%A4g%2F%C3%9Cnter%20Seite%3F", Directory.GetFiles(_directory.Combine("pages")).Select(Path.GetFileName));
        Assert.Equal(2, (await RunAsync("wiki", "dump", "pages")).ExitCode);

        Assert.Equal(0, (await CommandRun.InAsync(_directory.Path, "env", "create", "other", "--no-default-data")).ExitCode);
        var load = await CommandRun.InAsync(_directory.Path, "wiki", "load", "pages", "--env", "other", "--json");
        Assert.Equal((0, ""), (load.ExitCode, load.Error));
        // As in Trac there is no making of a page without text.
        var names = dumped.Where(page => new FileInfo(page.GetProperty("file").GetString()!).Length > 0)
            .Select(page => page.GetProperty("page").GetString()!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(names, Json(load.Output).Select(page => page.GetProperty("page").GetString()).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            var there = await CommandRun.InAsync(_directory.Path, "wiki", "show", name, "--env", "other");
            Assert.Equal((await GoodAsync("wiki", "show", name)).Output, there.Output);
        }

        var shown = JsonDocument.Parse((await CommandRun.InAsync(_directory.Path, "wiki", "show", "Täg/Ünter Seite?", "--env", "other", "--json")).Output).RootElement;
        Assert.Equal(("trac", 1), (shown.GetProperty("author").GetString(), shown.GetProperty("version").GetInt32()));
        Assert.Empty(Json((await CommandRun.InAsync(_directory.Path, "wiki", "load", "pages", "--env", "other", "--json")).Output));
    }

    [Fact]
    public async Task A_file_that_is_no_text_keeps_all_from_being_loaded()
    {
        await File.WriteAllTextAsync(_directory.Combine("AaGood"), "good");
        await File.WriteAllBytesAsync(_directory.Combine("BbBad"), [0x62, 0xFF]);
        var run = await RunAsync("wiki", "load", "AaGood", "BbBad");

        Assert.Contains("BbBad' is not UTF-8 text: byte 1", run.ErrorLine, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("wiki", "show", "AaGood")).ExitCode);
        Assert.Equal(2, (await RunAsync("wiki", "load", "absent")).ExitCode);
        Assert.Equal(2, (await RunAsync("wiki", "dump", "pages", "NoSuchPage")).ExitCode);
        Assert.False(Directory.Exists(_directory.Combine("pages")));
    }

    [Fact]
    public async Task Attachments_of_a_resource_are_listed_as_its_own_command_shows_them()
    {
        var tickets = Enumerable.Range(1, 40);
        var seen = 0;
        foreach (var id in tickets)
        {
            var show = await RunAsync("ticket", "show", FormattableString.Invariant($"{id}"), "--json");
            if (show.ExitCode != 0)
                continue;
            var expected = JsonDocument.Parse(show.Output).RootElement.GetProperty("attachments").EnumerateArray()
                .Select(file => file.GetProperty("filename").GetString()).ToList();
            var listed = Json((await GoodAsync("attachment", "list", FormattableString.Invariant($"ticket:{id}"), "--json")).Output);
            Assert.Equal(expected, listed.Select(file => file.GetProperty("filename").GetString()));
            seen += expected.Count;
            if (seen > 0)
                break;
        }

        Assert.True(seen > 0, "The recorded environment has no ticket with attachments.");
        Assert.Equal(2, (await RunAsync("attachment", "list", "ticket")).ExitCode);
    }

    [Fact]
    public async Task An_environment_is_copied_without_its_database()
    {
        await GoodAsync("hotcopy", "copy", "--no-database");

        Assert.True(File.Exists(_directory.Combine("copy", "conf", "trac.ini")));
        Assert.False(File.Exists(_directory.Combine("copy", "db", "trac.db")));
    }

    private static List<JsonElement> Json(string output) => [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.InAsync(_directory.Path, [.. words, "--env", _environment.Path]);

    private async Task<CommandRun> GoodAsync(params string[] words)
    {
        var run = await RunAsync(words);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
