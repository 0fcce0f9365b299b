using System.Text.Json;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Commands;

/// <summary>Attachments, milestones, versions, components and the lists of select fields, by trac-admin's words.</summary>
public sealed class DomainCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");

    public void Dispose()
    {
        _environment.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_attachment_is_added_moved_exported_and_removed()
    {
        byte[] content = [0, 0xff, 13, 10, 0x80];
        await File.WriteAllBytesAsync(_directory.Combine("plan.bin"), content);
        await GoodAsync("attachment", "add", "ticket:2", "plan.bin");
        Assert.Contains("'plan.2.bin'", (await GoodAsync("attachment", "add", "ticket:2", "plan.bin", "joe", "again")).Output, StringComparison.Ordinal);
        Assert.Equal(
            [("plan.bin", "trac", ""), ("plan.2.bin", "joe", "again")],
            Rows((await GoodAsync("attachment", "list", "ticket:2", "--json")).Output)
                .Select(row => (row.GetProperty("filename").GetString(), row.GetProperty("author").GetString(), row.GetProperty("description").GetString())));

        await GoodAsync("attachment", "move", "ticket:2", "plan.2.bin", "wiki:WikiStart", "x.bin");
        Assert.Equal(content, (await GoodAsync("attachment", "export", "wiki:WikiStart", "x.bin")).Bytes);
        await GoodAsync("attachment", "export", "wiki:WikiStart", "x.bin", ".");
        Assert.Equal(content, await File.ReadAllBytesAsync(_directory.Combine("x.bin")));
        Assert.Contains("exists already", (await BadAsync("attachment", "export", "wiki:WikiStart", "x.bin", ".")), StringComparison.Ordinal);

        await GoodAsync("attachment", "remove", "wiki:WikiStart", "x.bin");
        Assert.Equal("offtrac: Attachment 'wiki:WikiStart: x.bin' does not exist.", await BadAsync("attachment", "remove", "wiki:WikiStart", "x.bin"));
        Assert.Equal("offtrac: Ticket #99999 doesn't exist, can't create attachment", await BadAsync("attachment", "add", "ticket:99999", "plan.bin"));
        Assert.Contains("There is no file", await BadAsync("attachment", "add", "ticket:2", "absent"), StringComparison.Ordinal);
        Assert.Contains("'ticket' is not a resource", await BadAsync("attachment", "add", "ticket", "plan.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attachment_whose_name_leads_elsewhere_is_exported_into_no_directory()
    {
        await File.WriteAllTextAsync(_directory.Combine("a"), "x");
        await GoodAsync("attachment", "add", "ticket:2", "a");
        await GoodAsync("attachment", "move", "ticket:2", "a", "ticket:2", "../b");
        Directory.CreateDirectory(_directory.Combine("in"));
        Assert.Contains("name the file", await BadAsync("attachment", "export", "ticket:2", "../b", "in"), StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.Combine("b")));
    }

    [Fact]
    public async Task A_milestone_is_made_dated_renamed_completed_and_removed()
    {
        await GoodAsync("milestone", "add", "  Next   one ", "2027-03-31T10:00:00Z");
        await GoodAsync("milestone", "rename", "Rigging", "Sails");
        await GoodAsync("milestone", "due", "Next one", "");
        await GoodAsync("milestone", "completed", "Next one", "2027-04-01T00:00:00+02:00");
        var rows = Rows((await GoodAsync("milestone", "list", "--json")).Output);
        var next = rows.Single(row => row.GetProperty("name").GetString() == "Next one");
        Assert.Equal(JsonValueKind.Null, next.GetProperty("due").ValueKind);
        Assert.Equal("2027-03-31T22:00:00.000000Z", next.GetProperty("completed").GetString());
        var ticket = JsonDocument.Parse((await GoodAsync("ticket", "show", "7", "--json")).Output).RootElement;
        Assert.Equal("Sails", ticket.GetProperty("fields").GetProperty("milestone").GetString());
        Assert.Contains("Milestone renamed", ticket.GetProperty("changes").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"keeper\"", ticket.GetProperty("changes").GetRawText(), StringComparison.Ordinal);

        await GoodAsync("milestone", "remove", "Sails");
        Assert.Equal("offtrac: Milestone Sails does not exist.", await BadAsync("milestone", "remove", "Sails"));
        Assert.Equal("offtrac: Milestone \"Hull\" already exists.", await BadAsync("milestone", "rename", "Keel", "Hull"));
        Assert.Equal("offtrac: Milestone \"Hull\" already exists.", await BadAsync("milestone", "add", "Hull"));
        Assert.Equal("offtrac: Invalid milestone name.", await BadAsync("milestone", "add", "  "));
        Assert.Contains("'someday' is not a date", await BadAsync("milestone", "due", "Hull", "someday"), StringComparison.Ordinal);
        Assert.Contains("'' is not a date", await BadAsync("milestone", "add", "Late", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_made_dated_renamed_and_removed()
    {
        await GoodAsync("version", "add", "3.0", "2027-03-31T10:00:00Z");
        await GoodAsync("version", "rename", "1.0", "1.0.0");
        await GoodAsync("version", "time", "3.0", "");
        await GoodAsync("version", "remove", "0.9");
        Assert.Equal(
            ["3.0", "2.0-beta", "版本三", "1.1", "1.0.0"],
            Rows((await GoodAsync("version", "list", "--json")).Output).Select(row => row.GetProperty("name").GetString()));
        Assert.Equal("1.0.0", await FieldAsync(1, "version"));
        Assert.Equal("offtrac: Version 0.9 does not exist.", await BadAsync("version", "time", "0.9", "now"));
        Assert.Equal("offtrac: Version \"1.1\" already exists.", await BadAsync("version", "rename", "3.0", "1.1"));
    }

    [Fact]
    public async Task A_component_is_made_renamed_given_away_and_removed()
    {
        await GoodAsync("component", "add", "anchor", "joe");
        await GoodAsync("component", "rename", "berth planner", "berths");
        await GoodAsync("component", "chown", "berths", "zoe");
        await GoodAsync("component", "remove", "legacy");
        var owners = Rows((await GoodAsync("component", "list", "--json")).Output)
            .ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("owner").GetString());
        Assert.Equal(("joe", "zoe"), (owners["anchor"], owners["berths"]));
        Assert.DoesNotContain("legacy", owners.Keys);
        Assert.Equal("berths", await FieldAsync(1, "component"));
        Assert.Equal("offtrac: Component legacy does not exist.", await BadAsync("component", "chown", "legacy", "joe"));
        Assert.Equal("offtrac: Component \"anchor\" already exists.", await BadAsync("component", "add", "anchor"));
    }

    [Theory]
    [InlineData("priority", "priority", "blocker", "critical")]
    [InlineData("severity", "severity", "serious", "normal")]
    [InlineData("resolution", "resolution", "worksforme", "moved")]
    [InlineData("ticket_type", "type", "defect", "enhancement")]
    public async Task A_value_is_added_renamed_moved_and_removed(string word, string field, string value, string next)
    {
        await GoodAsync(word, "add", "brand  new");
        await GoodAsync(word, "change", value, "renamed");
        await GoodAsync(word, "order", "renamed", "down");
        var names = await NamesAsync(word);
        Assert.Equal("brand new", names[^1]);
        Assert.Equal(names.IndexOf(next) + 1, names.IndexOf("renamed"));
        Assert.Equal("renamed", await FieldAsync(1, field));
        await GoodAsync(word, "order", "brand new", "down");
        await GoodAsync(word, "remove", next);
        Assert.Equal(names.Where(name => name != next), await NamesAsync(word));
        Assert.Equal(
            Enumerable.Range(1, names.Count - 1),
            Rows((await GoodAsync(word, "list", "--json")).Output).Select(row => row.GetProperty("value").GetInt32()));
        Assert.EndsWith("absent does not exist.", await BadAsync(word, "remove", "absent"), StringComparison.Ordinal);
        Assert.EndsWith("value \"renamed\" already exists", await BadAsync(word, "add", "renamed"), StringComparison.Ordinal);
        Assert.Contains("'sideways' is not a direction", await BadAsync(word, "order", "renamed", "sideways"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_renamed_with_its_attachments_and_replaced_in_place()
    {
        await GoodAsync("wiki", "rename", "HarbourGuide", "Guide");
        Assert.Equal(4, Rows((await GoodAsync("attachment", "list", "wiki:Guide", "--json")).Output).Count);
        Assert.Equal(1, (await RunAsync("wiki", "show", "HarbourGuide")).ExitCode);
        Assert.Equal("offtrac: The page 'WikiStart' already exists.", await BadAsync("wiki", "rename", "Guide", "WikiStart"));
        Assert.Equal("offtrac: Page name is unchanged.", await BadAsync("wiki", "rename", "Guide", "Guide"));
        Assert.Equal("offtrac: Page None does not exist.", await BadAsync("wiki", "rename", "None", "Other"));

        var before = JsonDocument.Parse((await GoodAsync("wiki", "show", "Guide", "--json")).Output).RootElement;
        await File.WriteAllTextAsync(_directory.Combine("Guide"), "other text");
        await GoodAsync("wiki", "replace", "Guide");
        var after = JsonDocument.Parse((await GoodAsync("wiki", "show", "Guide", "--json")).Output).RootElement;
        Assert.Equal("other text", after.GetProperty("text").GetString());
        foreach (var kept in new[] { "version", "time", "author", "comment" })
            Assert.Equal(before.GetProperty(kept).GetRawText(), after.GetProperty(kept).GetRawText());
    }

    [Fact]
    public async Task The_guide_is_loaded_but_for_the_pages_of_the_project()
    {
        var start = (await GoodAsync("wiki", "export", "WikiStart")).Output;
        var prefixes = (await GoodAsync("wiki", "export", "InterMapTxt")).Output;
        await File.WriteAllTextAsync(_directory.Combine("mine"), "old text");
        await GoodAsync("wiki", "put", "WikiFormatting", "mine");
        var loaded = Rows((await GoodAsync("wiki", "upgrade", "--json")).Output).ToDictionary(row => row.GetProperty("page").GetString()!, row => row.GetProperty("version").GetInt32());
        Assert.Equal((2, 1), (loaded["WikiFormatting"], loaded["TracGuide"]));
        Assert.DoesNotContain("WikiStart", loaded.Keys);
        Assert.Equal((start, prefixes), ((await GoodAsync("wiki", "export", "WikiStart")).Output, (await GoodAsync("wiki", "export", "InterMapTxt")).Output));
        Assert.Contains("= Guide", (await GoodAsync("wiki", "export", "TracGuide")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SandBox", loaded.Keys);
        Assert.Empty(Rows((await GoodAsync("wiki", "upgrade", "--json")).Output));
    }

    [Fact]
    public async Task A_comment_is_removed_with_its_change()
    {
        await GoodAsync("ticket", "change", "2", "keywords=one", "--comment", "first");
        await GoodAsync("ticket", "change", "2", "keywords=two", "--comment", "second");
        await GoodAsync("ticket", "remove_comment", "2", "1");
        Assert.Equal("two", await FieldAsync(2, "keywords"));
        await GoodAsync("ticket", "remove_comment", "2", "2");
        Assert.Equal("tide, ui", await FieldAsync(2, "keywords"));
        Assert.Equal("offtrac: Comment 2 of ticket 2 does not exist.", await BadAsync("ticket", "remove_comment", "2", "2"));
        Assert.Equal("offtrac: Ticket 99999 does not exist.", await BadAsync("ticket", "remove_comment", "99999", "2"));
        Assert.Contains("'x' is not the number of a comment", await BadAsync("ticket", "remove_comment", "2", "x"), StringComparison.Ordinal);
    }

    private async Task<List<string>> NamesAsync(string word) =>
        [.. Rows((await GoodAsync(word, "list", "--json")).Output).Select(row => row.GetProperty("name").GetString()!)];

    private async Task<string?> FieldAsync(int ticket, string name) => JsonDocument.Parse((await GoodAsync("ticket", "show", $"{ticket}", "--json")).Output)
        .RootElement.GetProperty("fields").GetProperty(name).GetString();

    private static List<JsonElement> Rows(string output) => [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.InAsync(_directory.Path, [.. words, "--env", _environment.Path]);

    private async Task<CommandRun> GoodAsync(params string[] words)
    {
        var run = await RunAsync(words);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }

    private async Task<string> BadAsync(params string[] words)
    {
        var run = await RunAsync(words);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        return run.ErrorLine;
    }
}
