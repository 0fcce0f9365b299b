using Microsoft.Data.Sqlite;
using OffTrac.Host.Tests.Plugins;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Commands;

/// <summary>Components take part in the making of an environment, whoever brings them.</summary>
public sealed class EnvironmentCreationTests : IDisposable
{
    private const string Enabled = "[components]\nfixture.takes-part.* = enabled\n";

    private readonly TemporaryDirectory _directory = new();

    public EnvironmentCreationTests() => FixturePlugins.Copy("TakesPart", _directory.Combine("plugins"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_enabled_participant_of_a_plugin_writes_into_the_new_environment()
    {
        await WriteHostFileAsync(Enabled + "[takes-part]\nmark = there\n");
        await GoodAsync("env", "create", "project");

        Assert.Equal("there", Mark());
        Assert.Equal("project\n", (await GoodAsync("takepart")).Output);
    }

    [Fact]
    public async Task A_participant_that_is_not_enabled_is_not_told()
    {
        await WriteHostFileAsync("");
        await GoodAsync("env", "create", "project");

        Assert.Null(Mark());
    }

    [Fact]
    public async Task A_participant_that_refuses_leaves_nothing_behind()
    {
        await WriteHostFileAsync(Enabled + "[takes-part]\nrefuse = true\n");
        var run = await RunAsync("env", "create", "project");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("The fixture refuses to take part.", run.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_directory.Combine("project")));
    }

    [Fact]
    public async Task Core_writes_the_workflow_that_an_inherited_file_lacks()
    {
        await File.WriteAllTextAsync(_directory.Combine("shared.ini"), "[ticket]\ndefault_type = task\n");
        await GoodAsync("env", "create", "project", "--inherit", "shared.ini");

        Assert.Equal("new\n", (await GoodAsync("config", "get", "ticket-workflow", "accept", "--env", "project")).Output.Split(',')[0].Trim() + "\n");
        Assert.Contains("[ticket-workflow]", await File.ReadAllTextAsync(_directory.Combine("project", "conf", "trac.ini")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workflow_that_is_inherited_is_not_written_again()
    {
        await File.WriteAllTextAsync(_directory.Combine("shared.ini"), "[ticket-workflow]\nleave = * -> *\nleave.operations = leave_status\n");
        await GoodAsync("env", "create", "project", "--inherit", "shared.ini");

        Assert.DoesNotContain("[ticket-workflow]", await File.ReadAllTextAsync(_directory.Combine("project", "conf", "trac.ini")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_lacks_what_a_plugin_needs_gets_it_by_an_upgrade_after_a_backup()
    {
        await WriteHostFileAsync("");
        await GoodAsync("env", "create", "project");
        await WriteHostFileAsync(Enabled);
        var components = await GoodAsync("plugin", "components", "fixture.takes-part", "--json");
        Assert.Contains("its row is missing; it is off until offtrac env upgrade", components.Output, StringComparison.Ordinal);

        Assert.Contains("its row is missing", (await GoodAsync("upgrade")).Output, StringComparison.Ordinal);

        Assert.Equal("was here", Mark());
        Assert.Single(Directory.GetFiles(_directory.Combine("project", "db"), "*.bak"));
        Assert.Contains("nothing to upgrade", (await GoodAsync("env", "upgrade")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_whose_component_is_off_names_it_and_says_how_to_enable_it()
    {
        await WriteHostFileAsync("");
        await GoodAsync("env", "create", "project");
        var off = await RunAsync("takepart");
        Assert.Equal(2, off.ExitCode);
        Assert.Contains("component fixture.takes-part.Command is off (off until a rule enables it).", off.ErrorLine, StringComparison.Ordinal);

        var advice = off.ErrorLine[(off.ErrorLine.IndexOf("offtrac plugin", StringComparison.Ordinal) + "offtrac ".Length)..];
        await GoodAsync(advice.Split(' '));
        Assert.Equal("project\n", (await GoodAsync("takepart")).Output);

        await GoodAsync("plugin", "disable", "fixture.takes-part.*", "--env", "project");
        await GoodAsync("config", "remove", "components", "fixture.takes-part.command", "--env", "project");
        Assert.Contains("disabled by fixture.takes-part.* = disabled in", (await RunAsync("takepart")).ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("takeprat", "Did you mean 'takepart'?")]
    [InlineData("tikcet", "Did you mean 'ticket'?")]
    [InlineData("zebra", "'zebra' is not a command; offtrac --help lists them.")]
    [InlineData("wiki shwo", "Did you mean 'show'?")]
    public async Task An_unknown_word_gets_the_nearest_one(string line, string expected)
    {
        await WriteHostFileAsync("");
        var run = await RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.EndsWith(expected, run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_plugins_are_described_with_their_defaults_and_misspelt_ones_are_named()
    {
        await WriteHostFileAsync("");
        await GoodAsync("env", "create", "project");
        var ini = _directory.Combine("project", "conf", "offtrac.ini");
        await File.AppendAllTextAsync(ini, "[takes-part]\nwatchword = geheim\nmakr = x\n");

        var described = (await GoodAsync("config", "describe", "takes-part", "--json")).Output;
        Assert.Contains("was here", described, StringComparison.Ordinal);
        Assert.Contains("What the row says.", described, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", described, StringComparison.Ordinal);

        var unset = await RunAsync("config", "get", "takes-part", "mark");
        Assert.Equal((0, "was here\n", "offtrac: [takes-part] mark is not set; this is its default."), (unset.ExitCode, unset.Output, unset.ErrorLine));

        var misspelt = $"option makr ([takes-part] in {ini}:{Array.IndexOf(await File.ReadAllLinesAsync(ini), "makr = x") + 1}): Nothing reads it; did you mean mark?";
        Assert.Contains(misspelt, (await GoodAsync("env", "check")).Output, StringComparison.Ordinal);
    }

    private string? Mark()
    {
        using var connection = new SqliteConnection($"Data Source={_directory.Combine("project", "db", "trac.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM system WHERE name = 'fixture_takes_part'";
        return (string?)command.ExecuteScalar();
    }

    private Task WriteHostFileAsync(string sections) =>
        File.WriteAllTextAsync(_directory.Combine("offtrac.ini"), $"[host]\nenvironments = project\nplugins = plugins\n{sections}");

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.InAsync(_directory.Path, words);

    private async Task<CommandRun> GoodAsync(params string[] words)
    {
        var run = await RunAsync(words);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
