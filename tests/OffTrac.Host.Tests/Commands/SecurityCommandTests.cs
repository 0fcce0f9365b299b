using System.Text.Json;

namespace OffTrac.Host.Tests.Commands;

/// <summary>Permissions, sessions and search by command.</summary>
public sealed class SecurityCommandTests
{
    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.6-postgres")]
    public async Task A_session_is_made_changed_listed_deleted_and_purged(string fixture)
    {
        await using var copy = await RecordedEnvironment.CopyAsync(fixture);
        await GoodAsync(copy, "session", "add", "zoe", "Zoe Z.", "zoe@example.org");
        await GoodAsync(copy, "session", "add", "c0ffee:0");
        Assert.Equal("offtrac: Session 'zoe' already exists", await BadAsync(copy, "session", "add", "zoe:1"));
        await GoodAsync(copy, "session", "set", "email", "zoe", "");
        await GoodAsync(copy, "session", "set", "name", "c0ffee:0", "Browser");
        Assert.Contains("Invalid attribute 'tz'", await BadAsync(copy, "session", "set", "tz", "zoe", "UTC"), StringComparison.Ordinal);
        Assert.Equal("offtrac: Session 'nobody' not found", await BadAsync(copy, "session", "set", "name", "nobody", "x"));
        Assert.Contains("Invalid default_handler 'NoHandler'", await BadAsync(copy, "session", "set", "default_handler", "zoe", "NoHandler"), StringComparison.Ordinal);

        var rows = Rows(await GoodAsync(copy, "session", "list", "zoe", "c0ffee:0", "nobody", "--json"));
        Assert.Equal(["c0ffee 0 Browser", "zoe 1 Zoe Z."], rows.Select(row => $"{row.GetProperty("sid")} {row.GetProperty("auth")} {row.GetProperty("name")}"));
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("email").ValueKind);
        var users = Rows(await GoodAsync(copy, "session", "list", "authenticated", "--json"));
        Assert.Equal(
            copy.Rows("SELECT sid FROM session WHERE authenticated = 1").Select(row => row[0]!).Order(StringComparer.Ordinal),
            users.Select(row => row.GetProperty("sid").GetString()!));
        Assert.Equal(copy.Rows("SELECT sid FROM session").Count, Rows(await GoodAsync(copy, "session", "list", "--json")).Count);

        Assert.Equal("2 sessions deleted.\n", await GoodAsync(copy, "session", "delete", "zoe", "c0ffee:0", "nobody"));
        Assert.Empty(copy.Rows("SELECT 1 FROM session_attribute WHERE sid IN ('zoe', 'c0ffee')"));
        Assert.Contains("'1 fortnight' is not a date", await BadAsync(copy, "session", "purge", "1 fortnight"), StringComparison.Ordinal);
        await GoodAsync(copy, "session", "add", "feed:0");
        await GoodAsync(copy, "session", "purge", "90 days ago");
        Assert.NotEmpty(copy.Rows("SELECT 1 FROM session WHERE sid = 'feed'"));
        await GoodAsync(copy, "session", "delete", "anonymous");
        Assert.Empty(copy.Rows("SELECT 1 FROM session WHERE authenticated = 0"));
        Assert.NotEmpty(copy.Rows("SELECT 1 FROM session WHERE sid = 'joe'"));
    }

    [Fact]
    public async Task A_permission_is_checked_as_all_policies_decide()
    {
        await using var copy = await RecordedEnvironment.CopyAsync("trac-1.6-sqlite");
        Assert.Equal("{\"allowed\": false}\n", await GoodAsync(copy, "permission", "check", "joe", "WIKI_MODIFY", "wiki:SafetyRules", "--json"));
        Assert.Equal("{\"allowed\": true}\n", await GoodAsync(copy, "permission", "check", "marit", "WIKI_MODIFY", "wiki:SafetyRules", "--json"));
        Assert.Equal("{\"allowed\": true}\n", await GoodAsync(copy, "permission", "check", "anonymous", "WIKI_VIEW", "--json"));
        Assert.Equal("allowed\n", await GoodAsync(copy, "permission", "check", "joe", "WIKI_MODIFY", "wiki:No%20Such%2FPage@3"));
        Assert.Equal("denied\n", await GoodAsync(copy, "permission", "check", "joe", "NO_SUCH_ACTION"));
        Assert.Equal("denied\n", await GoodAsync(copy, "permission", "check", "sam", "ATTACHMENT_DELETE", "ticket:1/attachment:berth-before.txt"));
        Assert.Contains("':1' is not a resource", await BadAsync(copy, "permission", "check", "joe", "WIKI_VIEW", ":1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthzPolicy_decides_once_it_is_enabled_and_listed()
    {
        await using var copy = await RecordedEnvironment.CopyAsync("trac-1.6-sqlite");
        await File.WriteAllTextAsync(Path.Combine(copy.Path, "conf", "rules.conf"), "[ticket:1]\nanonymous = \n");
        await GoodAsync(copy, "config", "set", "authz_policy", "authz_file", "rules.conf");
        await GoodAsync(copy, "config", "set", "trac", "permission_policies", "AuthzPolicy, DefaultPermissionPolicy");
        var off = await CommandRun.InAsync(copy.Path, "--env", copy.Path, "permission", "check", "admin", "TICKET_VIEW", "--json");
        Assert.Equal("{\"allowed\": false}\n", off.Output);
        Assert.Contains("AuthzPolicy: no enabled permission policy has that name", off.Error, StringComparison.Ordinal);
        await GoodAsync(copy, "config", "set", "components", "tracopt.perm.authz_policy.*", "enabled");
        Assert.Equal("{\"allowed\": false}\n", await GoodAsync(copy, "permission", "check", "admin", "TICKET_VIEW", "ticket:1", "--json"));
        Assert.Equal("{\"allowed\": true}\n", await GoodAsync(copy, "permission", "check", "admin", "TICKET_VIEW", "ticket:2", "--json"));
    }

    [Fact]
    public async Task A_search_finds_for_a_user_what_its_filters_allow()
    {
        await using var copy = await RecordedEnvironment.CopyAsync("trac-1.6-sqlite");
        var found = Rows(await GoodAsync(copy, "search", "second tug", "--json")).Single(row => row.GetProperty("path").GetString() == "/ticket/1");
        Assert.Equal("#1: defect: Berth plan loses the second tug booking (closed: worksforme)", found.GetProperty("title").GetString());
        Assert.Equal("2021-01-04T08:15:00.000000Z", found.GetProperty("time").GetString());
        Assert.StartsWith("When two tugs", found.GetProperty("excerpt").GetString(), StringComparison.Ordinal);
        Assert.Equal(["/milestone/Keel"], Rows(await GoodAsync(copy, "search", "keel", "--filter", "milestone", "--json")).Select(row => row.GetProperty("path").GetString()));
        Assert.Contains("Query must be at least 3 characters long", await BadAsync(copy, "search", "ab"), StringComparison.Ordinal);
        Assert.Contains("'tickets' is not a filter", await BadAsync(copy, "search", "keel", "--filter", "tickets"), StringComparison.Ordinal);
        await GoodAsync(copy, "permission", "remove", "anonymous", "SEARCH_VIEW");
        Assert.Contains("SEARCH_VIEW privileges are required", await BadAsync(copy, "search", "keel"), StringComparison.Ordinal);
        Assert.NotEmpty(Rows(await GoodAsync(copy, "search", "keel", "--user", "admin", "--json")));
    }

    private static async Task<string> GoodAsync(RecordedEnvironment copy, params string[] words)
    {
        var run = await CommandRun.InAsync(copy.Path, ["--env", copy.Path, .. words]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private static async Task<string> BadAsync(RecordedEnvironment copy, params string[] words)
    {
        var run = await CommandRun.InAsync(copy.Path, ["--env", copy.Path, .. words]);
        Assert.Equal(2, run.ExitCode);
        return run.ErrorLine;
    }

    private static List<JsonElement> Rows(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }
}
