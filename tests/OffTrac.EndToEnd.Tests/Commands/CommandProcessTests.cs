using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OffTrac.EndToEnd.Tests.Conventions;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Commands;

/// <summary>Commands as a shell starts them.</summary>
public sealed class CommandProcessTests
{
    [Fact]
    public async Task A_ticket_is_written_and_read_back_on_PostgreSQL_by_processes_of_their_own()
    {
        await using var environment = await PostgreSqlEnvironment.CreateAsync();
        var created = await OffTracCommand.RunAsync("--env", environment.Directory, "--json", "ticket", "create", "Täglich 😀");
        Assert.Equal((0, ""), (created.ExitCode, created.Error));
        var id = JsonDocument.Parse(created.Output).RootElement.GetProperty("id").GetRawText();

        var shown = await OffTracCommand.RunAsync("--env", environment.Directory, "--json", "ticket", "show", id);
        Assert.Equal("Täglich 😀", JsonDocument.Parse(shown.Output).RootElement.GetProperty("fields").GetProperty("summary").GetString());
        Assert.Equal("Täglich 😀", (await PostgreSqlServer.QueryAsync(environment.Database, $"SELECT summary FROM ticket WHERE id = {id}")).Trim());
        Assert.Equal(1, (await OffTracCommand.RunAsync("--env", environment.Directory, "ticket", "show", "999999")).ExitCode);
    }

    [Fact]
    public async Task A_reader_that_goes_away_early_is_no_error()
    {
        using var environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var offtrac = $"dotnet '{Path.Combine(Repository.HostOutput, "offtrac.dll")}' --env '{environment.Path}'";
        foreach (var command in (string[])["config describe", "wiki list", "config describe --json"])
        {
            var shell = await OffTracCommand.RunAsync(
                Shell($"{offtrac} {command} | head -c 1; echo; echo ${{PIPESTATUS[0]}}"), input: "");
            Assert.Equal("", shell.Error);
            Assert.Equal("0", shell.Output.Trim().Split('\n')[^1]);
        }
    }

    [Theory]
    [InlineData("--urls", "http://127.0.0.1:99999")]
    [InlineData("--htpasswd", "absent")]
    [InlineData("--htdigest", ".")]
    [InlineData("--frob", "x")]
    [InlineData("--urls", "http://127.0.0.1:0", "absent")]
    public async Task Serving_with_a_mistake_ends_with_one_line_before_anything_is_made(params string[] arguments)
    {
        using var folder = new TemporaryDirectory();
        await AssertRefusedAsync(folder.Path, ["serve", .. arguments]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Serving_on_a_port_in_use_ends_with_one_line_before_anything_is_made()
    {
        using var folder = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        Assert.Equal($"offtrac: Can't listen on {url}: the port is in use.", await AssertRefusedAsync(folder.Path, ["serve", "--urls", url]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Serving_with_a_bad_host_file_ends_with_one_line_that_names_the_place()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Combine("offtrac.ini");
        await File.WriteAllTextAsync(file, "[host]\nunload = perhaps\n");

        Assert.Contains($"{file}:2", await AssertRefusedAsync(folder.Path, ["serve"]), StringComparison.Ordinal);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task The_embedded_environment_has_what_setup_participants_make()
    {
        using var folder = new TemporaryDirectory();
        File.Copy(Path.Combine(Repository.Root, "offtrac.ini"), folder.Combine("offtrac.ini"));
        FixtureFiles.Copy(PluginFixture.PathOf("TakesPart"), folder.Combine("more", "TakesPart"));
        await File.AppendAllTextAsync(folder.Combine("offtrac.ini"), "\n[host]\nplugins = more\n[components]\nfixture.takes-part.* = enabled\n");
        await using (var host = await HostProcess.ServeInAsync(folder.Path))
            Assert.Equal(0, await host.StopAsync());

        var start = OffTracCommand.Start("plugin", "components", "fixture.takes-part.Participant", "--json");
        start.WorkingDirectory = folder.Path;
        var component = Assert.Single(JsonDocument.Parse((await OffTracCommand.RunAsync(start, input: "")).Output).RootElement.EnumerateArray());
        Assert.True(component.GetProperty("enabled").GetBoolean(), component.GetRawText());
    }

    [Fact]
    public async Task A_read_only_host_answers_and_refuses_to_write()
    {
        using var environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        PluginFixture.Install("WriteLoad", environment.Path);
        var database = environment.Combine("db", "trac.db");
        var before = await File.ReadAllBytesAsync(database);
        await using (var host = await HostProcess.ServeAsync(environment.Path, "--read-only"))
        {
            using var refused = await host.Http.PostAsync("fixture/tickets", new StringContent("never"));
            Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"{refused.StatusCode}\n{host.Output}");
            Assert.Contains("read-only", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await host.StopAsync());
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(database));
    }

    private static async Task<string> AssertRefusedAsync(string directory, string[] arguments)
    {
        var start = OffTracCommand.Start(arguments);
        start.WorkingDirectory = directory;
        var outcome = await OffTracCommand.RunAsync(start, input: "");
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        var line = Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("offtrac: ", line, StringComparison.Ordinal);
        return line;
    }

    private static ProcessStartInfo Shell(string line) => new("bash", ["-c", line])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
