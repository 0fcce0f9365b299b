using System.Text.Json;
using Dapper;
using OffTrac.Core.Security.Authz;
using OffTrac.Core.Tests.Configuration;
using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Security;

/// <summary>The policy that reads a Subversion authz file, beside a real Trac's answers.</summary>
public sealed class AuthzSourcePolicyTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();
    private DateTime _written = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Decides_recorded_questions_by_recorded_files_as_Trac_did()
    {
        await using var world = await OpenAsync();
        var policy = await PolicyAsync(world);
        await AddChangesetsAsync(world);
        List<string> wrong = [];
        var (file, count) = ("", 0);
        foreach (var line in RecordedCases.Read("AuthzSourcePolicyTests.cases.jsonl"))
        {
            using var record = JsonDocument.Parse(line);
            if (record.RootElement.TryGetProperty("file", out var text))
            {
                file = text.GetString()!;
                await WriteAsync(file);
                await world.Configuration.SetAsync("svn", "authz_module_name", record.RootElement.GetProperty("module").GetString()!, default);
                continue;
            }

            count++;
            var decision = await policy.CheckAsync(
                record.RootElement.GetProperty("action").GetString()!,
                record.RootElement.GetProperty("user").GetString()!,
                RecordedResource.From(record.RootElement.GetProperty("resource")),
                world.Permissions,
                default);
            if (decision.ToString() != record.RootElement.GetProperty("decision").GetString())
                wrong.Add($"{decision} instead of {line}\n{file}");
        }

        Assert.Empty(wrong);
        Assert.Equal(480, count);
    }

    [Fact]
    public async Task Leaves_everything_else_to_the_other_policies_and_sees_an_edit_at_once()
    {
        await using var world = await OpenAsync();
        await PolicyAsync(world);
        await WriteAsync("[/]\n* = r\n[/secret]\n* =\n");
        Assert.True(await world.MayAsync("joe", "TICKET_VIEW", "ticket:1"));
        Assert.False(await world.MayAsync("joe", "WIKI_DELETE", "wiki:WikiStart"));
        Assert.True(await world.MayAsync("joe", "FILE_VIEW", "repository:x/source:trunk"));
        Assert.False(await world.MayAsync("joe", "FILE_VIEW", "repository:x/source:secret"));
        await WriteAsync("[/]\n* = r\n");
        Assert.True(await world.MayAsync("joe", "FILE_VIEW", "repository:x/source:secret"));
    }

    [Theory]
    [InlineData(null, "authz.conf")]
    [InlineData("[/]\n@crew = r\n", "@crew is named, but [groups] has no crew")]
    [InlineData("[/]\n&crew = r\n", "&crew is named, but [aliases] has no crew")]
    [InlineData("joe = r\n", "authz.conf:1")]
    public async Task Without_readable_rules_it_shows_no_file_and_no_changeset_and_says_why_once(string? file, string reason)
    {
        await using var world = await OpenAsync();
        await PolicyAsync(world);
        if (file is not null)
            await WriteAsync(file);
        for (var i = 0; i < 2; i++)
        {
            Assert.False(await world.MayAsync("joe", "CHANGESET_VIEW"));
            Assert.False(await world.MayAsync("admin", "FILE_VIEW", "repository:x/source:trunk"));
        }

        Assert.True(await world.MayAsync("joe", "TICKET_VIEW", "ticket:1"));
        Assert.Contains(reason, Assert.Single(world.Log), StringComparison.Ordinal);
    }

    private Task<PermissionWorld> OpenAsync() => PermissionWorld.OpenAsync(_engine);

    private static async Task<AuthzSourcePolicy> PolicyAsync(PermissionWorld world)
    {
        var policy = new AuthzSourcePolicy(world.Configuration, world.Database, world);
        world.Add(("trac.versioncontrol.svn_authz.AuthzSourcePolicy", policy));
        await world.Configuration.SetAsync("svn", "authz_file", "authz.conf", default);
        await world.Configuration.SetAsync(
            "trac", "permission_policies",
            "AuthzSourcePolicy, DefaultWikiPolicy, DefaultTicketPolicy, DefaultPermissionPolicy, LegacyAttachmentPolicy", default);
        return policy;
    }

    /// <summary>The same four in each of three repositories.</summary>
    private static async Task AddChangesetsAsync(PermissionWorld world) => await world.Database.WriteAsync(0, static async (scope, _, token) =>
    {
        (string Revision, string Path)[] changes =
            [("1", "trunk/a.txt"), ("2", "branches/x/b"), ("2", "trunk/deep/c/d"), ("4", "docs/readme"), ("4", "tags/1.0")];
        foreach (var (id, name) in ((int, string)[])[(71, ""), (72, "harbour"), (73, "docs")])
        {
            await scope.Connection.ExecuteAsync("INSERT INTO repository VALUES (@id, 'name', @name)", new { id, name }, scope.Transaction);
            foreach (var (revision, path) in changes)
            {
                await scope.Connection.ExecuteAsync(
                    "INSERT INTO node_change (repos, rev, path) VALUES (@id, @rev, @path)",
                    new { id, rev = revision.PadLeft(10, '0'), path }, scope.Transaction);
            }
        }

        return 0;
    }, scope: null, default);

    private async Task WriteAsync(string text)
    {
        var file = Path.Combine(_engine.Directory, "conf", "authz.conf");
        await File.WriteAllTextAsync(file, text);
        File.SetLastWriteTimeUtc(file, _written = _written.AddSeconds(1));
    }
}
