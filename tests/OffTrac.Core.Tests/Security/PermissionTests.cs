using System.Text.Json;
using Dapper;
using OffTrac.Core.Security;
using OffTrac.Core.Storage.Caching;
using OffTrac.Core.Tests.Components;
using OffTrac.Core.Tests.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Security;

/// <summary>Trac's answers on the golden environment, and its rules, on both engines.</summary>
public abstract class PermissionTests(TestEngine engine) : IDisposable
{
    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Answers_every_recorded_question_as_Trac_did()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in await File.ReadAllLinesAsync(FixtureFiles.PathOf("permission.jsonl")))
        {
            using var record = JsonDocument.Parse(line);
            count++;
            if (await AnswerAsync(world, record.RootElement) is { } difference)
                wrong.Add($"{record.RootElement.GetProperty("name").GetString()}: {difference}");
        }

        Assert.Empty(wrong);
        Assert.True(count > 200);
    }

    [SkippableFact]
    public async Task Follows_groups_within_groups_and_circles_of_them()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        await GrantAsync(world, ("zoe", "inner"), ("inner", "outer"), ("outer", "inner"), ("outer", "REPORT_MODIFY"));
        Assert.True(await world.MayAsync("zoe", "REPORT_MODIFY"));
        Assert.False(await world.MayAsync("Zoe", "REPORT_MODIFY"));
        Assert.Equal(["anonymous", "authenticated", "inner", "outer"], await world.Permissions.GetGroupsAsync("zoe", default));
    }

    [SkippableFact]
    public async Task Drops_actions_that_no_enabled_component_declares()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        Assert.True(await world.MayAsync("admin", "REPORT_CREATE"));
        world.Remove("ReportActions");
        await using var again = await PermissionWorld.OpenAsync(engine);
        again.Remove("ReportActions");
        Assert.False(await again.MayAsync("admin", "REPORT_CREATE"));
        Assert.DoesNotContain("REPORT_VIEW", await again.Permissions.GetActionsAsync("anonymous", default));
    }

    [SkippableFact]
    public async Task Adds_up_what_several_components_say_of_one_action()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        world.Add(("x.Y", new TestRequestor("BREW", new PermissionAction { Name = "WIKI_ADMIN", Includes = ["BREW"] })));
        Assert.True(await world.MayAsync("marit", "BREW"));
        Assert.True(await world.MayAsync("marit", "WIKI_DELETE"));
        Assert.Contains("marit", await world.Permissions.GetUsersWithPermissionAsync("BREW", default));
    }

    [SkippableFact]
    public async Task Sees_what_another_program_granted_once_five_seconds_are_over_and_its_own_at_once()
    {
        var time = new TestClock();
        await using var world = await PermissionWorld.OpenAsync(engine, time);
        Assert.False(await world.MayAsync("sam", "WIKI_DELETE"));
        await WriteBesideAsync(world, "INSERT INTO permission VALUES ('sam', 'WIKI_DELETE')");
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await world.MayAsync("sam", "WIKI_DELETE"));
        await world.Administration.RemoveAsync("sam", ["WIKI_DELETE"], default);
        Assert.False(await world.MayAsync("sam", "WIKI_DELETE"));
        await world.Administration.AddAsync("sam", ["WIKI_RENAME"], default);
        Assert.True(await world.MayAsync("sam", "WIKI_RENAME"));
    }

    [SkippableFact]
    public async Task Reads_what_a_user_may_do_once_in_five_seconds_however_long_the_process_runs()
    {
        var time = new TestClock();
        await using var world = await PermissionWorld.OpenAsync(engine, time);
        foreach (var hours in (int[])[0, 1, 5])
        {
            time.Advance(TimeSpan.FromHours(hours));
            Assert.False(await world.MayAsync("sam", "WIKI_DELETE"));
            await WriteBesideAsync(world, "INSERT INTO permission VALUES ('sam', 'WIKI_DELETE')");
            Assert.False(await world.MayAsync("sam", "WIKI_DELETE"));
            time.Advance(TimeSpan.FromSeconds(6));
            Assert.True(await world.MayAsync("sam", "WIKI_DELETE"));
            await WriteBesideAsync(world, "DELETE FROM permission WHERE username = 'sam'");
        }
    }

    [SkippableFact]
    public async Task Denies_everything_and_names_the_policy_that_nobody_knows()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        await world.Configuration.SetAsync("trac", "permission_policies", "NoSuchPolicy, DefaultPermissionPolicy", default);
        Assert.False(await world.MayAsync("admin", "WIKI_VIEW"));
        Assert.False(await world.MayAsync("anonymous", "WIKI_VIEW"));
        Assert.Contains("NoSuchPolicy", world.Permissions.Problem, StringComparison.Ordinal);
        Assert.Single(world.Log, line => line.Contains("NoSuchPolicy", StringComparison.Ordinal));

        await world.Configuration.SetAsync("trac", "permission_policies", "ReadonlyWikiPolicy, trac.perm.defaultpermissionpolicy", default);
        Assert.True(await world.MayAsync("anonymous", "WIKI_VIEW"));
        Assert.Null(world.Permissions.Problem);
        world.Remove("trac.wiki.web_ui.DefaultWikiPolicy");
        Assert.False(await world.MayAsync("admin", "WIKI_VIEW"));
    }

    [SkippableFact]
    public async Task Asks_only_listed_policies_in_their_order_until_one_decides()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        var asked = new List<string>();
        world.Add(
            ("x.First", new TestPolicy((action, _, _, _) => { asked.Add("First"); return new(action == "A" ? PermissionDecision.Denied : default); })),
            ("x.Second", new TestPolicy((_, _, _, _) => { asked.Add("Second"); return new(PermissionDecision.Granted); })),
            ("x.Unlisted", new TestPolicy((_, _, _, _) => { asked.Add("Unlisted"); return new(PermissionDecision.Granted); })));
        Assert.False(await world.MayAsync("sam", "WIKI_DELETE"));
        Assert.Empty(asked);
        await world.Configuration.SetAsync("trac", "permission_policies", "Second, First", default);
        Assert.True(await world.MayAsync("sam", "A"));
        await world.Configuration.SetAsync("trac", "permission_policies", "First, Second", default);
        Assert.False(await world.MayAsync("sam", "A"));
        Assert.True(await world.MayAsync("sam", "B"));
        Assert.Equal(["Second", "First", "First", "Second"], asked);
    }

    [SkippableFact]
    public async Task Answers_a_question_that_is_being_asked_with_no()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        var inner = new List<bool>();
        world.Add(("x.Circle", new TestPolicy(async (action, user, resource, permissions) =>
        {
            inner.Add(await permissions.CheckAsync(action == "A" ? "B" : "A", user, resource, default));
            return PermissionDecision.Granted;
        })));
        await world.Configuration.SetAsync("trac", "permission_policies", "Circle", default);
        Assert.True(await world.MayAsync("sam", "A", "wiki:Page"));
        Assert.Equal([false, true], inner);
    }

    [SkippableFact]
    public async Task A_policy_that_throws_or_asks_without_end_refuses()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        world.Add(
            ("x.Throws", new TestPolicy((_, _, _, _) => throw new InvalidOperationException("boom"))),
            ("x.Endless", new TestPolicy(async (action, user, resource, permissions) =>
                await permissions.CheckAsync(action + "X", user, resource, default) ? PermissionDecision.Granted : default)));
        await world.Configuration.SetAsync("trac", "permission_policies", "Throws, DefaultPermissionPolicy", default);
        Assert.False(await world.MayAsync("admin", "WIKI_VIEW"));
        await world.Configuration.SetAsync("trac", "permission_policies", "Endless", default);
        Assert.False(await world.MayAsync("admin", "WIKI_VIEW"));
    }

    [SkippableFact]
    public async Task Refuses_what_trac_admin_refuses()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        var before = await world.Administration.ListAsync(user: null, default);
        await RefusedAsync(world.Administration.AddAsync("bob", ["WIKI_VIEW", "NO_SUCH_ACTION"], default).AsTask(), "NO_SUCH_ACTION is not a valid action.");
        await RefusedAsync(world.Administration.AddAsync("bob", ["wiki_view"], default).AsTask(), "differs from a defined action by casing only");
        await RefusedAsync(world.Administration.AddAsync("BOB", ["WIKI_VIEW"], default).AsTask(), "All upper-cased tokens are reserved");
        await RefusedAsync(world.Administration.RemoveAsync("bob", ["WIKI_VIEW"], default).AsTask(), "has not been granted the permission");
        await RefusedAsync(world.Administration.RemoveAsync("marit", ["WIKI_DELETE"], default).AsTask(), "granted through a meta-permission or group");
        await RefusedAsync(world.Administration.RemoveAsync("marit", ["nothing"], default).AsTask(), "nothing is not a valid action.");
        Assert.Equal(before, await world.Administration.ListAsync(user: null, default));
    }

    [SkippableFact]
    public async Task Says_what_was_granted_before_and_grants_the_rest()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        await world.Administration.AddAsync("bob", ["WIKI_VIEW", "crew"], default);
        Assert.Equal(
            ["The user bob already has permission WIKI_VIEW.", "The user bob is already in the group crew."],
            await world.Administration.AddAsync("bob", ["WIKI_VIEW", "WIKI_CREATE", "crew"], default));
        Assert.Equal(["bob", "WIKI_CREATE", "WIKI_VIEW", "crew"], (await world.Administration.ExportAsync(default)).Single(row => row[0] == "bob"));
        await world.Administration.RemoveAsync("bob", ["*"], default);
        Assert.DoesNotContain(await world.Administration.ListAsync(user: null, default), grant => grant.Subject == "bob");
        await world.Administration.RemoveAsync("*", ["WIKI_VIEW"], default);
        Assert.DoesNotContain(await world.Administration.ListAsync(user: null, default), grant => grant.Action == "WIKI_VIEW");
    }

    [SkippableFact]
    public async Task Lets_the_wiki_policy_veto_on_read_only_pages_only()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        Assert.True(await world.MayAsync("joe", "WIKI_MODIFY", "wiki"));
        Assert.False(await world.MayAsync("joe", "WIKI_MODIFY", "wiki:SafetyRules"));
        Assert.False(await world.MayAsync("joe", "WIKI_MODIFY", "wiki:SafetyRules@1"));
        Assert.True(await world.MayAsync("joe", "WIKI_VIEW", "wiki:SafetyRules"));
        Assert.True(await world.MayAsync("marit", "WIKI_MODIFY", "wiki:SafetyRules"));
        Assert.True(await world.MayAsync("joe", "WIKI_MODIFY", "wiki:NoSuchPage"));
    }

    [SkippableFact]
    public async Task Answers_no_on_things_that_do_not_exist_instead_of_failing()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        Assert.False(await world.MayAsync("sam", "TICKET_EDIT_DESCRIPTION", "ticket:99999"));
        Assert.False(await world.MayAsync("sam", "TICKET_EDIT_DESCRIPTION", "ticket:99999999999999"));
        Assert.False(await world.MayAsync("sam", "TICKET_EDIT_COMMENT", "ticket:1/comment:99"));
        Assert.False(await world.MayAsync("sam", "TICKET_EDIT_COMMENT", "ticket:1/comment:%25"));
        Assert.False(await world.MayAsync("sam", "ATTACHMENT_DELETE", "ticket:1/attachment:nope"));
        var denied = await Assert.ThrowsAsync<PermissionException>(
            async () => await world.Permissions.RequireAsync("TICKET_ADMIN", "sam", Resource.Ticket(1), default));
        Assert.Equal(("TICKET_ADMIN", "sam"), (denied.Action, denied.User));
    }

    [SkippableFact]
    public async Task Answers_for_many_resources_as_for_each()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        IPermissions permissions = world.Permissions;
        List<Resource> pages = [Resource.Wiki("SafetyRules"), Resource.Wiki("WikiStart"), new() { Realm = "wiki" }, Resource.Wiki("SafetyRules")];
        Assert.Equal([false, true, true, false], await permissions.CheckManyAsync("WIKI_MODIFY", "joe", pages, default));
        Assert.Equal([true, true, true, true], await permissions.CheckManyAsync("WIKI_MODIFY", "marit", pages, default));
        Assert.Empty(await permissions.CheckManyAsync("WIKI_MODIFY", "joe", [], default));
    }

    [SkippableFact]
    public async Task Leaves_attachments_of_other_things_to_delegates()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        world.Add(("x.Berths", new TestAttachmentDelegate((action, user) => action == "ATTACHMENT_VIEW"
            ? PermissionDecision.Granted
            : user == "joe" ? PermissionDecision.Denied : PermissionDecision.Undecided)));
        Assert.True(await world.MayAsync("anonymous", "ATTACHMENT_VIEW", "berth:7/attachment:a.txt"));
        Assert.False(await world.MayAsync("joe", "ATTACHMENT_CREATE", "berth:7/attachment:a.txt"));
        Assert.False(await world.MayAsync("sam", "ATTACHMENT_CREATE", "berth:7/attachment:a.txt"));
        Assert.False(await world.MayAsync("joe", "SAIL", "berth:7/attachment:a.txt"));
        Assert.True(await world.MayAsync("sam", "ATTACHMENT_CREATE", "ticket:1/attachment:new.txt"));
    }

    [SkippableFact]
    public async Task Grants_and_takes_back_all_or_nothing()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        var before = CsvText.Write(await world.Administration.ExportAsync(default));
        await RefusedAsync(world.Administration.RemoveAsync("joe", ["*", "nothing"], default).AsTask(), "nothing is not a valid action.");
        await RefusedAsync(world.Administration.ImportAsync("bob,WIKI_VIEW\nbob,WIKI_CREATE,BREW\n", default).AsTask(), "Line 2: BREW");
        await RefusedAsync(world.Administration.ImportAsync("bob\n", default).AsTask(), "Line 1: expected");
        Assert.Equal(before, CsvText.Write(await world.Administration.ExportAsync(default)));
        Assert.Equal(3, await world.Administration.ImportAsync("bob,WIKI_VIEW,WIKI_VIEW\n\"b,ob\",crew\nbob,WIKI_CREATE,WIKI_VIEW\n", default));
        Assert.Contains(await world.Administration.ExportAsync(default), row => row.SequenceEqual(["b,ob", "crew"]));
    }

    [SkippableFact]
    public async Task Knows_those_who_logged_in_with_their_names()
    {
        await using var world = await PermissionWorld.OpenAsync(engine);
        var users = await new OffTrac.Core.Sessions.KnownUsers(world.Database).GetAsync(default);
        var rows = await world.Database.ReadAsync(
            0, static async (session, _, _) => (await session.Connection.QueryAsync<string>(
                "SELECT sid FROM session WHERE authenticated = 1", transaction: session.Transaction)).ToList(), default);
        Assert.Equal(rows.Order(StringComparer.Ordinal), users.Select(user => user.Login));
        Assert.Contains(users, user => user is { Name: not null, Email: not null });
    }

    /// <summary>As another program does it.</summary>
    private static async Task WriteBesideAsync(PermissionWorld world, string sql) => await world.Database.WriteAsync(sql, static async (scope, sql, token) =>
    {
        await scope.Connection.ExecuteAsync(sql, transaction: scope.Transaction);
        await CacheGenerations.BumpAsync("trac.perm.DefaultPermissionStore._all_permissions", scope, token);
        return 0;
    }, scope: null, default);

    private static async Task RefusedAsync(Task work, string reason) =>
        Assert.Contains(reason, (await Assert.ThrowsAsync<TracException>(() => work)).Message, StringComparison.Ordinal);

    private static async Task GrantAsync(PermissionWorld world, params (string Subject, string Action)[] grants)
    {
        await world.Permissions.GrantAllAsync([.. grants.Select(grant => new PermissionGrant { Subject = grant.Subject, Action = grant.Action })], default);
    }

    private static async Task<string?> AnswerAsync(PermissionWorld world, JsonElement record)
    {
        if (record.TryGetProperty("allowed", out var allowed))
        {
            var may = await world.Permissions.CheckAsync(
                record.GetProperty("action").GetString()!, record.GetProperty("user").GetString()!, RecordedResource.From(record.GetProperty("resource")), default);
            return may == allowed.GetBoolean() ? null : $"answered {may}";
        }

        if (record.TryGetProperty("permissions", out var permissions))
            return Difference(permissions, await world.Permissions.GetActionsAsync(record.GetProperty("user").GetString()!, default));
        if (record.TryGetProperty("users", out var users))
            return Difference(users, await world.Permissions.GetUsersWithPermissionAsync(record.GetProperty("action").GetString()!, default));
        if (record.TryGetProperty("stored", out var stored))
        {
            var all = await world.Permissions.GetAllPermissionsAsync(default);
            var expected = stored.EnumerateArray().Select(row => $"{row[0].GetString()} {row[1].GetString()}");
            return expected.SequenceEqual(all.Select(grant => $"{grant.Subject} {grant.Action}")) ? null : "other rows";
        }

        if (record.TryGetProperty("groups", out var groups))
            return Difference(groups, await world.Permissions.GetGroupsAsync(record.GetProperty("user").GetString()!, default));
        return "unknown kind of record";
    }

    private static string? Difference(JsonElement expected, IReadOnlyList<string> actual) =>
        expected.EnumerateArray().Select(item => item.GetString()).SequenceEqual(actual) ? null : string.Join(' ', actual);
}
