using System.Globalization;
using OffTrac.Core.Security;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Host.Tests.Commands;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Tests.Beside;

/// <summary>
/// A Trac on the same database keeps lists in memory, as we do. The numbers are those under which Trac 1.6 counts their generations.
/// </summary>
public sealed class TracBesideTests
{
    private const int Pages = 901198563;
    private const int InterWikiMap = 2085311731;
    private const int Fields = 660951007;
    private const int Milestones = 472382151;
    private const int Permissions = 1722364385;
    private const int Users = 1173095902;
    private const int UsersByName = 1714931544;

    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.6-postgres")]
    public async Task What_a_Trac_commits_is_seen_at_once(string fixture)
    {
        await using var recorded = await RecordedEnvironment.CopyAsync(fixture);
        await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [recorded.Path] }, CancellationToken.None);
        var environment = host.Environments.Served[0];

        await SeesAsync(Pages, "INSERT INTO wiki (name, version, time, author, text, comment, readonly) VALUES ('Beside', 1, 1, 'x', 'y', '', 0)", PagesAsync, "Beside");
        await SeesAsync(InterWikiMap, "UPDATE wiki SET text = '----\n{{{\nBESIDE http://beside.example/ # x\n}}}' WHERE name = 'InterMapTxt'", InterWikiAsync, "BESIDE");
        await SeesAsync(Fields, "INSERT INTO component (name, owner, description) VALUES ('Beside', '', '')", Options("component"), "Beside");
        await SeesAsync(Fields, "INSERT INTO version (name, time, description) VALUES ('beside', 0, '')", Options("version"), "beside");
        await SeesAsync(Fields, "INSERT INTO enum (type, name, value) VALUES ('priority', 'beside', '99')", Options("priority"), "beside");
        await SeesAsync(Fields, "INSERT INTO milestone (name, due, completed, description) VALUES ('Beside', 0, 0, '')", Options("milestone"), "Beside");
        await SeesAsync(Milestones, "UPDATE milestone SET name = 'Alongside' WHERE name = 'Beside'", MilestonesAsync, "Alongside");
        await SeesAsync(Permissions, "INSERT INTO permission (username, action) VALUES ('sam', 'WIKI_DELETE')", PermissionsAsync, "WIKI_DELETE");
        await SeesAsync(Users, "INSERT INTO session (sid, authenticated, last_visit) VALUES ('beside', 1, 1)", UsersAsync, "beside");

        async Task SeesAsync(int cache, string sql, Func<EnvironmentHost, Task<IEnumerable<string>>> read, string expected)
        {
            Assert.DoesNotContain(expected, await read(environment));
            recorded.Rows(sql);
            // By itself it would be a change behind everybody's back: only the generation, in Trac in the same transaction, tells of it.
            recorded.Rows(FormattableString.Invariant($"INSERT INTO cache (id, generation, key) VALUES ({cache}, 0, 'x') ON CONFLICT (id) DO UPDATE SET generation = cache.generation + 1"));
            Assert.Contains(expected, await read(environment));
        }
    }

    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.6-postgres")]
    public async Task Every_change_tells_a_Trac_of_the_lists_that_it_changes(string fixture)
    {
        await using var recorded = await RecordedEnvironment.CopyAsync(fixture);
        await TellsAsync([Pages], "wiki", "put", "Beside", "-");
        await TellsAsync([], "wiki", "put", "Beside", "-");
        await TellsAsync([Pages], "wiki", "rename", "Beside", "Alongside");
        await TellsAsync([InterWikiMap], "wiki", "put", "InterMapTxt", "-");
        await TellsAsync([Pages], "wiki", "remove", "Alongside");
        await TellsAsync([Fields], "component", "add", "Beside");
        await TellsAsync([Fields], "component", "rename", "Beside", "Alongside");
        await TellsAsync([Fields], "component", "remove", "Alongside");
        await TellsAsync([Fields], "version", "add", "beside");
        await TellsAsync([Fields], "version", "remove", "beside");
        await TellsAsync([Fields], "severity", "add", "beside");
        await TellsAsync([Fields], "severity", "change", "beside", "alongside");
        await TellsAsync([Fields], "severity", "remove", "alongside");
        await TellsAsync([Fields, Milestones], "milestone", "add", "Beside");
        await TellsAsync([Fields, Milestones], "milestone", "rename", "Beside", "Alongside");
        await TellsAsync([Fields, Milestones], "milestone", "completed", "Alongside", "2027-01-01");
        await TellsAsync([Fields, Milestones], "milestone", "remove", "Alongside");
        await TellsAsync([Permissions], "permission", "add", "sam", "WIKI_DELETE");
        await TellsAsync([Permissions], "permission", "remove", "sam", "WIKI_DELETE");
        await TellsAsync([Users, UsersByName], "session", "add", "beside");
        await TellsAsync([Users, UsersByName], "session", "set", "email", "beside", "b@example.org");
        await TellsAsync([Users, UsersByName], "session", "delete", "beside");

        async Task TellsAsync(int[] caches, params string[] words)
        {
            var before = Generations(recorded);
            var run = await CommandRun.StartAsync(recorded.Path, FormattableString.Invariant($"text {Guid.NewGuid()}\n"), ["--env", recorded.Path, .. words]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            var after = Generations(recorded);
            var told = after.Where(row => before.GetValueOrDefault(row.Key, -1) < row.Value).Select(row => row.Key);
            Assert.True(caches.Order().SequenceEqual(told.Order()), $"{string.Join(' ', words)} told of {string.Join(", ", told)}");
        }
    }

    private static Dictionary<int, long> Generations(RecordedEnvironment recorded) => recorded
        .Rows(FormattableString.Invariant($"SELECT id, generation FROM cache WHERE id IN ({Pages}, {InterWikiMap}, {Fields}, {Milestones}, {Permissions}, {Users}, {UsersByName})"))
        .ToDictionary(row => int.Parse(row[0]!, CultureInfo.InvariantCulture), row => long.Parse(row[1]!, CultureInfo.InvariantCulture));

    private static async Task<IEnumerable<string>> PagesAsync(EnvironmentHost environment) => await environment.Get<IWikiStore>().ListAsync(CancellationToken.None);

    private static async Task<IEnumerable<string>> InterWikiAsync(EnvironmentHost environment) =>
        (await environment.Get<IInterWiki>().ListAsync(CancellationToken.None)).Select(prefix => prefix.Prefix.ToUpperInvariant());

    private static Func<EnvironmentHost, Task<IEnumerable<string>>> Options(string field) => async environment =>
        (await environment.Get<ITicketFields>().GetFieldsAsync(CancellationToken.None)).Single(one => one.Name == field).Options;

    private static async Task<IEnumerable<string>> MilestonesAsync(EnvironmentHost environment) =>
        (await environment.Get<IMilestoneStore>().ListAsync(CancellationToken.None)).Select(milestone => milestone.Name);

    private static async Task<IEnumerable<string>> PermissionsAsync(EnvironmentHost environment) =>
        await environment.Get<PermissionSystem>().GetActionsAsync("sam", CancellationToken.None);

    private static async Task<IEnumerable<string>> UsersAsync(EnvironmentHost environment) =>
        (await environment.Get<ISessionStore>().GetKnownUsersAsync(CancellationToken.None)).Select(user => user.Login);
}
