using System.Globalization;
using System.Text.Json.Nodes;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>An environment on which a Trac works too.</summary>
public sealed class BesideTracTests
{
    [SkippableFact]
    public async Task Beside_a_Trac_that_runs_the_original_nothing_is_published_twice()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        await File.AppendAllTextAsync(
            copy.Combine("conf", "trac.ini"),
            $"\n[redis_client]\n{RedispubEnvironment.Tcp(server)}\n[redispub]\nchannel_prefix = trac\n");
        var ini = await File.ReadAllTextAsync(copy.Combine("conf", "trac.ini"));
        await File.WriteAllTextAsync(
            copy.Combine("conf", "trac.ini"), ini.Replace("[components]", "[components]\ntracext.redispub.* = enabled", StringComparison.Ordinal));
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        foreach (var (role, isEnabled) in new[] { ("beside", false), ("instead", true) })
        {
            await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
            {
                Plugins = ["OffTrac.Plugins.Redis"],
                CopyOf = copy.Path,
                Ini = $"[offtrac]\nrole = {role}\n",
            });
            Assert.Equal(isEnabled, environment.IsEnabled("tracext.redispub.ticket.RedisTicketStream"));
            await new Outages.Changes(environment).CreateAsync();
            if (isEnabled)
                await Deliveries.WaitUntilToldAsync(environment);
            Assert.Equal(isEnabled ? 1 : 0, (await subscriber.RestAsync(server)).Count);
        }
    }

    [SkippableFact]
    public async Task What_another_program_commits_is_published_when_it_is_found()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, components: "[offtrac]\nwatch_database = 1s");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        var id = await new Outages.Changes(environment).CreateAsync();
        Assert.Equal("trac.test.ticket.created", (await subscriber.NextAsync()).Channel);
        // The first look marks all as seen; what comes after it is news.
        await Outages.Eventually.TrueAsync(
            async () =>
            {
                await CommentAsync(environment, id);
                await Task.Delay(1500);
                return (await subscriber.RestAsync(server)).Any(message => message.Channel == $"trac.test.ticket.changed.{id}"
                    && (string?)JsonNode.Parse(message.Payload)!["comment"] == "from elsewhere");
            },
            () => environment.Log);
    }

    /// <summary>What Trac does to the tables.</summary>
    private static async Task CommentAsync(TestEnvironment environment, int id) => await environment.Get<IDatabase>().WriteAsync(
        id,
        static async (scope, id, cancellation) =>
        {
            await using var command = scope.Connection.CreateCommand();
            command.Transaction = scope.Transaction;
            var now = TimeProvider.System.GetUtcNow().Ticks / 10 - DateTimeOffset.UnixEpoch.Ticks / 10;
            var sql = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                UPDATE "ticket" SET "changetime" = {now} WHERE "id" = {id};
                INSERT INTO "ticket_change" ("ticket", "time", "author", "field", "oldvalue", "newvalue") VALUES ({id}, {now}, 'trac', 'comment', '1', 'from elsewhere');
                """);
#pragma warning disable CA2100 // Numbers only.
            command.CommandText = sql;
#pragma warning restore CA2100
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        scope: null,
        default);
}
