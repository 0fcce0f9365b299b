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
    private readonly Lock _gate = new();
    private Reading? _reading;

    public async ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation)
    {
        var file = _reading is { Stamp.IsCurrent: true } reading && reading.Version == configuration.Version
            ? reading.File
            : await ReadAsync(cancellation).ConfigureAwait(false);
        if (file is null)
            return PermissionDecision.Denied;
        var declared = await system.GetRecentlyDeclaredAsync(cancellation).ConfigureAwait(false);
        return file.Decide(user, AuthzResourceKey.Of(resource), declared.Satisfying(action));
    }

    private async ValueTask<AuthzFile?> ReadAsync(CancellationToken cancellation)
    {
        var declared = await system.GetRecentlyDeclaredAsync(cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            var version = configuration.Version;
            var before = _reading;
            if (before is { Stamp.IsCurrent: true } && before.Version == version)
                return before.File;
            var reading = Read(version);
            if (reading.Problem is { } problem && !string.Equals(problem, before?.Problem, StringComparison.Ordinal))
                logger.LogError("AuthzPolicy denies everything: {Problem}", problem);
            if (reading.File is { } file)
                LogUnknownActions(reading.Stamp.File, file, declared);
            _reading = reading;
            return reading.File;
        }
    }

    private Reading Read(long version)
    {
        var path = configuration.GetPath("authz_policy", "authz_file", other: null) ?? "";
        // Taken before the content: a file that changes meanwhile is read again.
        var stamp = path.Length == 0 ? default : FileStamp.Of(path);
        if (path.Length == 0)
            return new Reading(version, stamp, null, "[authz_policy] authz_file is empty; it has to name the file with the rules.");
        try
        {
            return new Reading(version, stamp, AuthzFile.Parse(path, File.ReadAllBytes(path)), Problem: null);
        }
        catch (ConfigurationException exception)
        {
            return new Reading(version, stamp, null, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Reading(version, stamp, null, $"[authz_policy] authz_file = {path} can't be read: {exception.Message}");
        }
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

    private sealed record Reading(long Version, FileStamp Stamp, AuthzFile? File, string? Problem);
}
