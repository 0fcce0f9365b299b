using System.Text.Json;
using OffTrac.Core.Security.Authz;
using OffTrac.Core.Security.Requestors;
using OffTrac.Core.Tests.Configuration;
using OffTrac.Core.Tests.Storage;

namespace OffTrac.Core.Tests.Security;

/// <summary>The policy that reads its rules from a file, beside a real Trac's answers.</summary>
public sealed class AuthzPolicyTests : IDisposable
{
    private readonly TestEngine _engine = TestEngine.Sqlite();
    private DateTime _written = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Decides_recorded_questions_by_recorded_files_as_Trac_did()
    {
        await using var world = await OpenAsync();
        List<string> wrong = [];
        var (file, count) = ("", 0);
        foreach (var line in RecordedCases.Read("AuthzPolicyTests.cases.jsonl"))
        {
            using var record = JsonDocument.Parse(line);
            if (record.RootElement.TryGetProperty("file", out var text))
            {
                file = text.GetString()!;
                await WriteAsync(file);
                continue;
            }

            count++;
            var allowed = await world.Permissions.CheckAsync(
                record.RootElement.GetProperty("action").GetString()!,
                record.RootElement.GetProperty("user").GetString()!,
                RecordedResource.From(record.RootElement.GetProperty("resource")),
                default);
            if (allowed != record.RootElement.GetProperty("allowed").GetBoolean())
                wrong.Add($"{line}\n{file}");
        }

        Assert.Empty(wrong);
        Assert.Equal(480, count);
    }

    [Fact]
    public async Task Sees_an_edit_at_once()
    {
        await using var world = await OpenAsync();
        await WriteAsync("[wiki:*]\njoe = !WIKI_VIEW\n");
        Assert.False(await world.MayAsync("joe", "WIKI_VIEW", "wiki:WikiStart"));
        Assert.True(await world.MayAsync("sam", "WIKI_VIEW", "wiki:WikiStart"));
        await WriteAsync("[wiki:*]\nsam = !WIKI_VIEW\n");
        Assert.True(await world.MayAsync("joe", "WIKI_VIEW", "wiki:WikiStart"));
        Assert.False(await world.MayAsync("sam", "WIKI_VIEW", "wiki:WikiStart"));
        await world.Configuration.SetAsync("authz_policy", "authz_file", "other.conf", default);
        Assert.False(await world.MayAsync("joe", "WIKI_VIEW", "wiki:WikiStart"));
        File.Move(Path.Combine(_engine.Directory, "conf", "authz.conf"), Path.Combine(_engine.Directory, "conf", "other.conf"));
        Assert.True(await world.MayAsync("joe", "WIKI_VIEW", "wiki:WikiStart"));
    }

    [Theory]
    [InlineData(null, "authz.conf")]
    [InlineData("[wiki:*]\njoe\n", "authz.conf:2")]
    [InlineData("joe = WIKI_VIEW\n", "authz.conf:1")]
    [InlineData("[wiki:*]\njoe = WIKI_VIEW\njoe = \n", "authz.conf:3")]
    [InlineData("[a]\nx = Y\n[a]\nx = Z\n", "authz.conf:3")]
    [InlineData("[groups]\na = @b\n", "[groups] a names @b")]
    [InlineData("[groups]\na = @b\nb = @a\n", "a → b → a")]
    public async Task Denies_everybody_everything_and_names_what_is_wrong_once(string? file, string place)
    {
        await using var world = await OpenAsync();
        if (file is not null)
            await WriteAsync(file);
        for (var i = 0; i < 3; i++)
            Assert.False(await world.MayAsync("admin", "WIKI_VIEW", "wiki:WikiStart"));
        Assert.Contains(place, Assert.Single(world.Log), StringComparison.Ordinal);
        await WriteAsync("[wiki:*]\njoe = \n");
        Assert.True(await world.MayAsync("admin", "WIKI_VIEW", "wiki:WikiStart"));
    }

    [Fact]
    public async Task Without_a_file_named_it_denies_everything()
    {
        await using var world = await OpenAsync();
        await world.Configuration.SetAsync("authz_policy", "authz_file", "", default);
        Assert.False(await world.MayAsync("admin", "WIKI_VIEW"));
        Assert.Contains("[authz_policy] authz_file is empty", Assert.Single(world.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_actions_that_nobody_declares_and_decides_all_the_same()
    {
        await using var world = await OpenAsync();
        await WriteAsync("[wiki:*]\njoe = SAIL, !WIKI_VIEW\n");
        Assert.True(await world.MayAsync("joe", "SAIL", "wiki:WikiStart"));
        Assert.False(await world.MayAsync("joe", "WIKI_VIEW", "wiki:WikiStart"));
        Assert.Contains("[wiki:*] names SAIL", Assert.Single(world.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pattern_made_to_take_long_does_not()
    {
        await using var world = await OpenAsync();
        await WriteAsync($"[{string.Concat(Enumerable.Repeat("*a", 200))}b]\n* = \n");
        Assert.True(await world.MayAsync("joe", "WIKI_VIEW", "wiki:" + new string('a', 5000)));
    }

    [Fact]
    public async Task Extra_permissions_are_declared_in_upper_case_and_included_as_the_ini_says()
    {
        await using var world = await OpenAsync();
        world.Add(("tracopt.perm.config_perm_provider.ExtraPermissionsProvider", new ExtraPermissionsProvider(world.Configuration)));
        await world.Configuration.SetAsync("extra-permissions", "extra_admin", "EXTRA_VIEW, extra_modify,", default);
        await world.Configuration.SetAsync("extra-permissions", "_perms", "special", default);
        Assert.Equal(
            ["EXTRA_ADMIN", "EXTRA_MODIFY", "EXTRA_VIEW", "SPECIAL"],
            (await world.Permissions.GetDeclaredActionsAsync(default)).Where(action => action.StartsWith("EXTRA_", StringComparison.Ordinal) || action == "SPECIAL"));
        await WriteAsync("[*]\njoe = EXTRA_ADMIN\n");
        Assert.True(await world.MayAsync("joe", "EXTRA_MODIFY"));
        Assert.False(await world.MayAsync("joe", "SPECIAL"));
        await world.Administration.AddAsync("sam", ["EXTRA_ADMIN"], default);
        Assert.True(await world.MayAsync("sam", "EXTRA_VIEW"));
    }

    private async Task<PermissionWorld> OpenAsync()
    {
        var world = await PermissionWorld.OpenAsync(_engine);
        world.Add(("tracopt.perm.authz_policy.AuthzPolicy", new AuthzPolicy(world.Configuration, world.Permissions, world)));
        await world.Configuration.SetAsync("authz_policy", "authz_file", "authz.conf", default);
        await world.Configuration.SetAsync(
            "trac", "permission_policies",
            "AuthzPolicy, DefaultWikiPolicy, DefaultTicketPolicy, DefaultPermissionPolicy, LegacyAttachmentPolicy", default);
        return world;
    }

    private async Task WriteAsync(string text)
    {
        var file = Path.Combine(_engine.Directory, "conf", "authz.conf");
        await File.WriteAllTextAsync(file, text);
        // Whatever the clock of the file system is worth, each edit has a time of its own.
        File.SetLastWriteTimeUtc(file, _written = _written.AddSeconds(10));
    }
}
