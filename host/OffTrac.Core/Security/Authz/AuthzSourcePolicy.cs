using Dapper;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security.Authz;

/// <summary>
/// Decides who may see files and changesets by the Subversion authz file that <c>[svn] authz_file</c> names, which is read again when it
/// changes; all else it leaves to others. Asked only when <c>[trac] permission_policies</c> lists it.
/// </summary>
[Component("trac.versioncontrol.svn_authz.AuthzSourcePolicy")]
public sealed class AuthzSourcePolicy(EnvironmentConfiguration configuration, IDatabase database, ILogger<AuthzSourcePolicy> logger) : IPermissionPolicy
{
    private readonly AuthzRules<AuthzSourceFile> _rules = new(
        configuration,
        "svn",
        static (path, bytes) => AuthzSourceFile.Parse(path, bytes),
        problem => logger.LogError("AuthzSourcePolicy shows no file and no changeset: {Problem}", problem));

    public async ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation)
    {
        if (!IsDecided(resource?.Realm, action))
            return PermissionDecision.Undecided;
        if (_rules.Get(0, static (_, _, _) => { }) is not { } file)
            return PermissionDecision.Denied;
        if (resource is null)
        {
            var repositories = await database.ReadAsync(0, ReadRepositoriesAsync, cancellation).ConfigureAwait(false);
            return file.MayReadSome(user, AllModules(repositories)) ? PermissionDecision.Granted : PermissionDecision.Undecided;
        }

        var repository = resource.Parent?.Id ?? "";
        if (resource.Realm is "source")
            return file.Decide(user, ModulesOf(repository), resource.Id ?? "");
        var paths = await database.ReadAsync((repository, resource.Id ?? ""), ReadPathsAsync, cancellation).ConfigureAwait(false);
        return paths.Count == 0 || paths.Any(path => file.Decide(user, ModulesOf(repository), path) == PermissionDecision.Granted)
            ? PermissionDecision.Granted
            : PermissionDecision.Undecided;
    }

    private static bool IsDecided(string? realm, string action) => realm switch
    {
        null => action is "BROWSER_VIEW" or "CHANGESET_VIEW" or "FILE_VIEW" or "LOG_VIEW",
        "source" => action is "BROWSER_VIEW" or "FILE_VIEW" or "LOG_VIEW",
        "changeset" => action is "CHANGESET_VIEW",
        _ => false,
    };

    /// <summary>Rules for the repository by its name, then those for all.</summary>
    private string[] ModulesOf(string repository)
    {
        var name = repository.Length > 0 ? repository : configuration.Get("svn", "authz_module_name") ?? "";
        return name.Length > 0 ? [name, ""] : [""];
    }

    /// <summary>Rules for a repository that is not there grant nothing.</summary>
    private HashSet<string> AllModules(IReadOnlyList<string> stored)
    {
        const string Directory = ".dir";
        var names = configuration.Section("repositories")
            .Where(option => option.Key.EndsWith(Directory, StringComparison.Ordinal))
            .Select(option => option.Key[..^Directory.Length]);
        return [.. stored.Concat(names).SelectMany(ModulesOf), ""];
    }

    private static async ValueTask<IReadOnlyList<string>> ReadRepositoriesAsync(IDatabaseSession session, int state, CancellationToken cancellation) =>
        [.. await session.Connection.QueryAsync<string>(new CommandDefinition(
            "SELECT COALESCE(value, '') FROM repository WHERE name = 'name'",
            transaction: session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false)];

    /// <summary>What a changeset changed, as Trac keeps it; numbers of revisions have leading zeros there.</summary>
    private static async ValueTask<IReadOnlyList<string>> ReadPathsAsync(
        IDatabaseSession session, (string Repository, string Revision) changeset, CancellationToken cancellation)
    {
        var (repository, revision) = changeset;
        return [.. await session.Connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT DISTINCT c.path FROM node_change AS c
            LEFT JOIN repository AS n ON n.id = c.repos AND n.name = 'name'
            WHERE COALESCE(n.value, '') = @repository AND c.rev IN (@revision, @padded) AND c.path IS NOT NULL
            """,
            new { repository, revision, padded = revision.All(char.IsAsciiDigit) ? revision.PadLeft(10, '0') : revision },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false)];
    }
}
