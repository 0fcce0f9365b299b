using System.Text.Json.Nodes;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>What each option of <c>[redispub]</c> does.</summary>
public sealed class OptionTests
{
    [SkippableFact]
    public async Task Patterns_choose_what_is_published()
    {
        var messages = await MessagesAsync("channels = ticket.*, wiki.changed.*\nexclude = ticket.changed.*");
        Assert.Equal(["trac.test.ticket.created", "trac.test.wiki.changed.Page", "trac.test.ticket.deleted"], messages.Select(message => message.Channel));
    }

    [SkippableFact]
    public async Task Fields_are_left_out_wherever_they_are()
    {
        var messages = await MessagesAsync("fields_exclude = summary, text\nnew_values = all");
        Assert.Equal(6, messages.Count);
        Assert.DoesNotContain(messages, message => message.Payload.Contains("summary", StringComparison.Ordinal) || message.Payload.Contains("text", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task An_envelope_names_event_author_and_address()
    {
        var messages = await MessagesAsync("envelope = true", "[trac]\nbase_url = https://trac.example.org/harbour");
        var envelope = JsonNode.Parse(messages[1].Payload)!;
        Assert.Equal(["event_id", "event", "env", "time", "author", "url", "data"], envelope.AsObject().Select(member => member.Key));
        Assert.Equal(
            ("ticket.changed", "test", "joe", "https://trac.example.org/harbour/ticket/1"),
            ((string)envelope["event"]!, (string)envelope["env"]!, (string)envelope["author"]!, (string)envelope["url"]!));
        Assert.Equal("joe", (string)envelope["data"]!["author"]!);
        var ids = messages.Select(message => (string)JsonNode.Parse(message.Payload)!["event_id"]!).ToList();
        Assert.Equal(Enumerable.Range(1, 6).Select(number => $"test-{number}"), ids);
        Assert.Equal("https://trac.example.org/harbour/wiki/Page", (string)JsonNode.Parse(messages[3].Payload)!["url"]!);
    }

    [SkippableFact]
    public async Task Without_created_again_a_page_locked_in_version_1_is_published_as_changed()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "created_again = false");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        var pages = environment.Get<IWikiStore>();
        await pages.SaveAsync(new WikiPageSave { Name = "Page", Text = "x", Author = "joe", Comment = "made" }, null, default);
        await pages.SaveAsync(new WikiPageSave { Name = "Page", Text = "x", IsReadOnly = true, Author = "admin", Comment = "lock" }, null, default);
        Assert.Equal("trac.test.wiki.created", (await subscriber.NextAsync()).Channel);
        var locked = await subscriber.NextAsync();
        Assert.Equal("trac.test.wiki.changed.Page", locked.Channel);
        var payload = JsonNode.Parse(locked.Payload)!;
        Assert.Equal(("admin", "lock", 1, "x"), ((string)payload["author"]!, (string)payload["comment"]!, (int)payload["readonly"]!, (string)payload["old_text"]!));
    }

    [SkippableFact]
    public async Task Streams_get_the_same_payloads_with_a_name_for_each_realm()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "stream = {prefix}:{env}:{realm}\npublish = false");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await ActAsync(environment);
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.Empty(await subscriber.RestAsync(server));
        Assert.Equal("3", (await server.CliAsync("XLEN", "trac:test:ticket")).Trim());
        var entry = (await server.CliAsync("--raw", "XREVRANGE", "trac:test:wiki", "+", "-", "COUNT", "1")).Split('\n');
        Assert.Equal(("trac.test.wiki.deleted", "test-6"), (entry[2], entry[4]));
        Assert.Equal("Page", (string)JsonNode.Parse(entry[8])!["name"]!);
    }

    [SkippableFact]
    public async Task Only_what_a_person_may_view_is_published()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "respect_permissions_of = watcher");
        var store = environment.ExtensionPoint<IPermissionStore>();
        foreach (var action in new[] { "TICKET_VIEW", "WIKI_VIEW" })
        {
            await store.TellAsync(action, static (permissions, action, token) => RevokeAllAsync(permissions, action, token), default);
        }

        await store.TellAsync(
            new PermissionGrant { Subject = "watcher", Action = "WIKI_VIEW" }, static (permissions, grant, token) => permissions.GrantAsync(grant, token), default);
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await ActAsync(environment);
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.Equal(
            ["trac.test.wiki.created", "trac.test.wiki.changed.Page", "trac.test.wiki.deleted"], (await subscriber.RestAsync(server)).Select(message => message.Channel));
    }

    [Theory]
    [InlineData("mode = maybe", "mode")]
    [InlineData("new_values = some", "new_values")]
    [InlineData("publish = false", "publish")]
    [InlineData("fields_exclude = id", "fields_exclude")]
    [InlineData("backlog_max = 0", "backlog_max")]
    [InlineData("", "url", "url = http://user:s3cret@host")]
    [InlineData("", "sentinel_service", "sentinels = host:1")]
    [InlineData("", "sentinels", "sentinels = :x\nsentinel_service = a")]
    [InlineData("", "password_file", "password = s3cret\npassword_file = f")]
    [InlineData("", "client_name", "client_name = a b")]
    [InlineData("", "port", "port = 0")]
    public async Task A_bad_value_leaves_the_plugin_off_with_one_line_that_names_it(string redispub, string option, string client = "")
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Redis"],
            Ini = RedispubEnvironment.Ini(client, redispub),
        });
        Assert.False(environment.IsEnabled("tracext.redispub.ticket.RedisTicketStream"));
        Assert.Contains(environment.DescribeComponents(), line => line.StartsWith("tracext.redispub", StringComparison.Ordinal) && line.Contains(option, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", string.Join('\n', environment.DescribeComponents()) + environment.Log, StringComparison.Ordinal);
    }

    internal static async Task ActAsync(TestEnvironment environment)
    {
        var tickets = environment.Get<ITicketStore>();
        var pages = environment.Get<IWikiStore>();
        var ticket = await tickets.CreateAsync(
            new NewTicket { Values = FieldValues.From([new("summary", "s"), new("status", "new"), new("reporter", "joe")]) }, null, default);
        await Deliveries.WaitUntilToldAsync(environment);
        await tickets.ChangeAsync(new TicketUpdate { Id = ticket.Id, Author = "joe", Comment = "c", Values = FieldValues.Empty.With("summary", "t") }, null, default);
        await Deliveries.WaitUntilToldAsync(environment);
        await pages.SaveAsync(new WikiPageSave { Name = "Page", Text = "x", Author = "joe" }, null, default);
        await Deliveries.WaitUntilToldAsync(environment);
        await pages.SaveAsync(new WikiPageSave { Name = "Page", Text = "y", Author = "joe" }, null, default);
        await Deliveries.WaitUntilToldAsync(environment);
        await tickets.DeleteAsync(new TicketDeletion { Id = ticket.Id, Author = "joe" }, null, default);
        await Deliveries.WaitUntilToldAsync(environment);
        await pages.DeleteAsync(new WikiPageDeletion { Name = "Page", Author = "joe" }, null, default);
        await Deliveries.WaitUntilToldAsync(environment);
    }

    private static async ValueTask RevokeAllAsync(IPermissionStore permissions, string action, CancellationToken cancellation)
    {
        foreach (var grant in await permissions.GetAllPermissionsAsync(cancellation))
        {
            if (grant.Action == action)
                await permissions.RevokeAsync(grant, cancellation);
        }
    }

    private static async Task<IReadOnlyList<RedisMessageReceived>> MessagesAsync(string redispub, string more = "")
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, $"{redispub}\n{more}");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await ActAsync(environment);
        return await subscriber.RestAsync(server);
    }
}
