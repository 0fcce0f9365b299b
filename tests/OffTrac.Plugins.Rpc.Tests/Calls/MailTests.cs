using System.Globalization;
using System.Text;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Rpc.Tests.Calls;

/// <summary>Mails about changes that programs make, through a real mail server.</summary>
public sealed class MailTests
{
    [SkippableFact]
    public async Task AProgram_SaysOfEachChangeWhetherPeopleAreTold()
    {
        Skip.IfNot(EximServer.IsInstalled, EximServer.NotInstalled);
        await using var server = await EximServer.StartNewAsync();
        await using var environment = await StartAsync(server.Port);
        var id = int.Parse(
            await CallAsync(environment, "ticket.create", """["Anchor drags", "in the night", {"cc": "watch@example.org"}, true]"""), CultureInfo.InvariantCulture);
        await CallAsync(environment, "ticket.update", $$"""[{{id}}, "told", {"action": "leave"}, true]""");
        await CallAsync(environment, "ticket.update", $$"""[{{id}}, "not told", {"action": "leave"}, false]""");
        await CallAsync(environment, "ticket.update", $$"""[{{id}}, "not told either", {"action": "leave"}]""");
        await CallAsync(environment, "ticket.update", $$"""[{{id}}, "told in the old way", {"keywords": "anchor"}, true]""");
        await UntilAsync(() => server.Mails().Count >= 3);

        // Mails about one ticket go in order: those between would have come before the last.
        var mails = server.Mails().Select(mail => Encoding.UTF8.GetString(mail.Message)).ToList();
        Assert.Equal(3, mails.Count);
        Assert.All(server.Mails(), mail => Assert.Contains("watch@example.org", mail.Recipients));
        var created = Assert.Single(mails, mail => mail.Contains(" in the night\n", StringComparison.Ordinal) && !mail.Contains("\nIn-Reply-To:", StringComparison.Ordinal));
        var root = Header(created, "Message-ID");
        foreach (var comment in (string[])["told", "told in the old way"])
        {
            var mail = Assert.Single(mails, mail => mail.Contains($"\n {comment}\n", StringComparison.Ordinal));
            Assert.Equal((root, root), (Header(mail, "In-Reply-To"), Header(mail, "References")));
            Assert.StartsWith($"Re: [Golden Harbour] #{id}: Anchor drags", Header(mail, "Subject"), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task ACallIsAnswered_ThoughTheMailServerIsAway_AndTheMailArrivesWhenItIsBack()
    {
        Skip.IfNot(EximServer.IsInstalled, EximServer.NotInstalled);
        await using var server = await EximServer.StartNewAsync();
        await server.KillAsync();
        await using var environment = await StartAsync(server.Port);
        await CallAsync(environment, "ticket.create", """["Bilge fills", "", {"cc": "watch@example.org"}, true]""");
        await UntilAsync(() => environment.Log.Contains("mails wait until it is back", StringComparison.Ordinal));
        await server.StartAsync();
        await UntilAsync(() => server.Mails().Count > 0);
        Assert.Contains("Bilge fills", Header(Encoding.UTF8.GetString(Assert.Single(server.Mails()).Message), "Subject"), StringComparison.Ordinal);
    }

    private static Task<TestEnvironment> StartAsync(int port) => RpcEnvironment.StartAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        [components]
        tracrpc.* = enabled
        [project]
        name = Golden Harbour
        [notification]
        smtp_enabled = enabled
        smtp_server = 127.0.0.1
        smtp_port = {port}
        """));

    private static async Task<string> CallAsync(TestEnvironment environment, string method, string arguments)
    {
        var answer = await environment.JsonAsync($$"""{"method": "{{method}}", "params": {{arguments}}, "id": 1}""", "admin");
        using var json = System.Text.Json.JsonDocument.Parse(answer.Body);
        Assert.True(json.RootElement.GetProperty("error").ValueKind == System.Text.Json.JsonValueKind.Null, answer.Body);
        return json.RootElement.GetProperty("result").GetRawText();
    }

    private static string Header(string mail, string name)
    {
        var head = mail[..mail.IndexOf("\n\n", StringComparison.Ordinal)].Replace("\n ", " ", StringComparison.Ordinal);
        return head.Split('\n').Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];
    }

    private static async Task UntilAsync(Func<bool> isDone)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isDone())
            await Task.Delay(20, limit.Token);
    }
}
