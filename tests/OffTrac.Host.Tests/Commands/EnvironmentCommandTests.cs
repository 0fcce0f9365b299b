using System.Text.Json;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Commands;

/// <summary>Commands on an environment that a command made.</summary>
public sealed class EnvironmentCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Project => _directory.Combine("project");

    public async Task InitializeAsync() => Assert.Equal(0, (await CommandRun.InAsync(_directory.Path, "initenv", "project", "Hafen")).ExitCode);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("ticket show 1 --env nowhere", 2, "there is no directory")]
    [InlineData("ticket show 1 --config nowhere.ini", 2, "there is no file")]
    [InlineData("ticket show 1", 2, "There is no environment")]
    [InlineData("ticket show one --env project", 2, "'one' is not the number of a ticket")]
    [InlineData("ticket show 0 --env project", 2, "'0' is not the number of a ticket")]
    [InlineData("ticket show 99999999999 --env project", 2, "is not the number of a ticket")]
    [InlineData("ticket show 9 --env project", 1, "Ticket 9 does not exist.")]
    [InlineData("ticket delete 9 --env project", 2, "9")]
    [InlineData("ticket change 9 --comment x --env project", 2, "9")]
    [InlineData("ticket change 9 --env project", 2, "Nothing to change")]
    [InlineData("ticket change 9 priority --env project", 2, "is not FIELD=VALUE")]
    [InlineData("ticket create x wind=strong --env project", 2, "wind")]
    [InlineData("ticket create x priority=none --env project", 2, "priority")]
    [InlineData("wiki show Nowhere --env project", 1, "Page 'Nowhere' does not exist.")]
    [InlineData("wiki show Nowhere --version x --env project", 2, "'x' is not a version")]
    [InlineData("wiki put A missing.txt --env project", 2, "missing.txt")]
    [InlineData("config get ticket nothing --env project", 1, "[ticket] nothing is not set.")]
    [InlineData("config get host urls", 2, "There is no file of the host")]
    [InlineData("permission add joe NO_SUCH_ACTION --env project", 2, "NO_SUCH_ACTION")]
    [InlineData("plugin enable no.such.Component --env project", 2, "There is no component 'no.such.Component'")]
    [InlineData("plugin show nothing --env project", 1, "There is no plugin 'nothing'")]
    [InlineData("delivery drop --env project", 2, "What is to be dropped?")]
    [InlineData("delivery drop x --env project", 2, "'x' is not the number of an event")]
    [InlineData("delivery retry --env project", 1, "No such delivery waits.")]
    [InlineData("env create project", 2, "is not empty")]
    [InlineData("env info .", 2, "VERSION")]
    [InlineData("user list", 2, "There is no password file")]
    [InlineData("user add joe --htpasswd pw", 2, "The password is empty.")]
    [InlineData("serve nowhere", 2, "nowhere: the directory does not exist.")]
    [InlineData("serve .", 2, "it has no file VERSION")]
    [InlineData("serve project --urls nonsense", 2, "Can't listen on nonsense: it is no address")]
    [InlineData("serve project --urls https://127.0.0.1:8443", 2, "only http is spoken")]
    [InlineData("serve project --urls http://127.0.0.1:70000", 2, "Can't listen on http://127.0.0.1:70000: a port is a number from 0 to 65535.")]
    [InlineData("serve project --urls http://127.0.0.1:0/trac", 2, "the path /trac belongs into [host] base_path")]
    [InlineData("serve project --urls http://192.0.2.1:8000", 2, "the address is not this machine's")]
    [InlineData("serve project --urls http://localhost:0", 2, "a free port is found only for an address of numbers")]
    [InlineData("serve project --urls http://unix:/nowhere/at/all.sock", 2, "there is no directory /nowhere/at")]
    [InlineData("serve project --urls ,", 2, "There is no address to listen on")]
    [InlineData("serve project --htdigest . --realm a:b", 2, "'a:b' can't be a realm")]
    [InlineData("serve project --htpasswd nowhere", 2, "There is no password file")]
    [InlineData("frob", 2, "'frob' is not a command")]
    public async Task A_mistake_is_one_line_on_standard_error(string line, int exitCode, string expected)
    {
        var run = await CommandRun.InAsync(_directory.Path, line.Split(' '));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_made_changed_resolved_and_deleted()
    {
        await GoodAsync("ticket", "create", "Schiff leckt", "priority=major", "--author", "Jane <j@x.org>");
        await GoodAsync("ticket", "change", "1", "--comment", "Wo?", "keywords=leck");
        await GoodAsync("ticket", "change", "1", "--action", "resolve", "resolution=wontfix", "--user", "bo");
        var ticket = JsonDocument.Parse((await GoodAsync("ticket", "show", "1", "--json")).Output).RootElement;

        var fields = ticket.GetProperty("fields");
        Assert.Equal(("closed", "wontfix", "leck", "Schiff leckt"), (fields.GetProperty("status").GetString(),
            fields.GetProperty("resolution").GetString(), fields.GetProperty("keywords").GetString(), fields.GetProperty("summary").GetString()));
        Assert.Equal(["keeper", "bo"], ticket.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("author").GetString()).Distinct());

        await GoodAsync("ticket", "remove", "1");
        Assert.Equal(1, (await RunAsync("ticket", "show", "1")).ExitCode);
    }

    [Fact]
    public async Task A_page_is_put_from_standard_input_shown_exported_and_deleted_by_prefix()
    {
        var put = await CommandRun.StartAsync(_directory.Path, "= Täg =\r\n", ["wiki", "put", "Log/One", "--comment", "c", "--env", Project]);
        Assert.Equal(0, put.ExitCode);
        Assert.Equal("= Täg =\r\n", (await GoodAsync("wiki", "show", "Log/One")).Output);
        await GoodAsync("wiki", "export", "Log/One", "one.txt");
        Assert.Equal("= Täg =\r\n", await File.ReadAllTextAsync(_directory.Combine("one.txt")));
        Assert.Equal(2, (await RunAsync("wiki", "export", "Log/One", "one.txt")).ExitCode);
        await GoodAsync("wiki", "import", "Log/Two", "one.txt");

        await GoodAsync("wiki", "delete", "Log/*");

        Assert.Equal(1, (await RunAsync("wiki", "show", "Log/One")).ExitCode);
        Assert.Equal(1, (await RunAsync("wiki", "show", "Log/Two")).ExitCode);
    }

    [Fact]
    public async Task An_option_goes_to_the_file_it_belongs_in_and_a_secret_is_shown_only_on_request()
    {
        await GoodAsync("config", "set", "ticket", "default_type", "task");
        await GoodAsync("config", "set", "redis", "password", "geheim");

        Assert.Contains("default_type = task", await File.ReadAllTextAsync(Path.Combine(Project, "conf", "trac.ini")), StringComparison.Ordinal);
        Assert.Contains("password = geheim", await File.ReadAllTextAsync(Path.Combine(Project, "conf", "offtrac.ini")), StringComparison.Ordinal);
        Assert.Equal("task\n", (await GoodAsync("config", "get", "ticket", "default_type")).Output);
        Assert.DoesNotContain("geheim", (await GoodAsync("config", "get", "redis", "password")).Output, StringComparison.Ordinal);
        Assert.Equal("geheim\n", (await GoodAsync("config", "get", "redis", "password", "--show-secrets")).Output);
        await GoodAsync("config", "remove", "redis", "password");
        Assert.Equal(1, (await RunAsync("config", "get", "redis", "password")).ExitCode);
    }

    [Theory]
    [InlineData("trac", "timeout", "long", "a whole number")]
    [InlineData("offtrac", "role", "besid", "one of instead, beside")]
    [InlineData("logging", "log_type", "paper", "one of")]
    public async Task A_value_that_could_not_be_read_is_not_written(string section, string option, string value, string allowed)
    {
        var run = await RunAsync("config", "set", section, option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"[{section}] {option} can't be '{value}'; allowed is {allowed}", run.ErrorLine, StringComparison.Ordinal);
        Assert.NotEqual($"{value}\n", (await RunAsync("config", "get", section, option)).Output);
    }

    [Fact]
    public async Task Options_are_described_with_value_file_and_line_and_without_secrets()
    {
        await GoodAsync("config", "set", "notification", "smtp_password", "geheim");
        Assert.Contains("did you mean default_type?", (await RunAsync("config", "set", "ticket", "defualt_type", "task")).ErrorLine, StringComparison.Ordinal);
        var all = await GoodAsync("config", "describe", "--json");
        var options = JsonDocument.Parse(all.Output).RootElement.EnumerateArray()
            .ToDictionary(option => (option.GetProperty("section").GetString(), option.GetProperty("option").GetString()));

        var project = options[("project", "name")];
        Assert.Equal(("text", "My Project", Path.Combine(Project, "conf", "trac.ini")), (project.GetProperty("type").GetString(),
            project.GetProperty("default").GetString(), project.GetProperty("file").GetString()));
        Assert.True(project.GetProperty("line").GetInt32() > 0);
        Assert.Contains("default_type", options[("ticket", "defualt_type")].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains(("offtrac", "role"), options.Keys);
        Assert.DoesNotContain("geheim", all.Output, StringComparison.Ordinal);

        var wiki = JsonDocument.Parse((await GoodAsync("config", "describe", "wiki", "--json")).Output).RootElement;
        Assert.All(wiki.EnumerateArray(), option => Assert.Equal("wiki", option.GetProperty("section").GetString()));
        Assert.Contains("\"urls\"", (await GoodAsync("config", "describe", "host", "--json")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("config", "describe", "nonsense")).ExitCode);
    }

    [Fact]
    public async Task Disabling_a_component_names_rule_file_and_line_afterwards()
    {
        await GoodAsync("plugin", "disable", "trac.wiki.*");
        var components = JsonDocument.Parse((await GoodAsync("plugin", "components", "trac.wiki", "--json")).Output).RootElement;

        Assert.NotEmpty(components.EnumerateArray());
        Assert.All(components.EnumerateArray(), component =>
        {
            Assert.False(component.GetProperty("enabled").GetBoolean());
            Assert.Equal("trac.wiki.* = disabled", component.GetProperty("rule").GetString());
            Assert.Equal(Path.Combine(Project, "conf", "offtrac.ini"), component.GetProperty("file").GetString());
            Assert.True(component.GetProperty("line").GetInt32() > 0);
        });
    }

    [Fact]
    public async Task Users_are_kept_with_their_passwords_from_standard_input()
    {
        Assert.Equal(0, (await CommandRun.StartAsync(_directory.Path, "geheim\n", ["user", "add", "joe", "--htpasswd", "pw"])).ExitCode);
        Assert.DoesNotContain("geheim", await File.ReadAllTextAsync(_directory.Combine("pw")), StringComparison.Ordinal);
        Assert.Equal("""[{"user":"joe"}]""" + "\n", (await CommandRun.InAsync(_directory.Path, "user", "list", "--htpasswd", "pw", "--json")).Output);
        Assert.Equal(0, (await CommandRun.InAsync(_directory.Path, "user", "remove", "joe", "--htpasswd", "pw")).ExitCode);
        Assert.Equal(1, (await CommandRun.InAsync(_directory.Path, "user", "remove", "joe", "--htpasswd", "pw")).ExitCode);
    }

    [Fact]
    public async Task A_cancelled_command_ends_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var run = await CommandRun.StartAsync(_directory.Path, "", ["ticket", "show", "1", "--env", Project], cancelled.Token);

        Assert.Equal((130, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task The_host_file_names_environments()
    {
        await File.WriteAllTextAsync(_directory.Combine("offtrac.ini"), "[host]\nenvironments = project\n");
        Assert.Equal(0, (await CommandRun.InAsync(_directory.Path, "env", "info")).ExitCode);
        Assert.Equal(0, (await CommandRun.InAsync(_directory.Path, "env", "info", "--env", "project")).ExitCode);
        await CommandRun.InAsync(_directory.Path, "env", "create", "other");
        await File.WriteAllTextAsync(_directory.Combine("offtrac.ini"), "[host]\nenvironments = project, other\n");

        var run = await CommandRun.InAsync(_directory.Path, "env", "info");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("(project, other)", run.ErrorLine, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] words) => CommandRun.InAsync(_directory.Path, [.. words, "--env", Project]);

    private async Task<CommandRun> GoodAsync(params string[] words)
    {
        var run = await RunAsync(words);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run;
    }
}
