using Microsoft.Extensions.Logging;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Authz;

/// <summary>
/// Decides by the file that <c>[authz_policy] authz_file</c> names, which is read again when it changes. Off until a rule enables it, and
/// asked only when <c>[trac] permission_policies</c> lists it. While the file can't be read it denies everything.
/// </summary>
[Component("tracopt.perm.authz_policy.AuthzPolicy")]
public sealed class AuthzPolicy(EnvironmentConfiguration configuration, PermissionSystem system, ILogger<AuthzPolicy> logger) : IPermissionPolicy
{
    private readonly AuthzRules<AuthzFile> _rules = new(
        configuration,
        "authz_policy",
        static (path, bytes) => AuthzFile.Parse(path, bytes),
        problem => logger.LogError("AuthzPolicy denies everything: {Problem}", problem));

    public async ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation)
    {
        var declared = await system.GetRecentlyDeclaredAsync(cancellation).ConfigureAwait(false);
        var file = _rules.Get((Policy: this, declared), static (path, file, state) => state.Policy.LogUnknownActions(path, file, state.declared));
        return file?.Decide(user, AuthzResourceKey.Of(resource), declared.Satisfying(action)) ?? PermissionDecision.Denied;
    }

    private void LogUnknownActions(string path, AuthzFile file, DeclaredActions declared)
    {
        foreach (var section in file.Sections)
        {
            foreach (var action in section.Entries.SelectMany(entry => entry.Runs).SelectMany(run => run.Actions))
            {
                if (!declared.Contains(action))
                    logger.LogWarning("{File}: [{Section}] names {Action}, which is not a valid action.", path, section.Name, action);
            }
        }
    }
}
