using OffTrac.Sdk.Configuration;

namespace OffTrac.Sdk.Environments;

/// <summary>One project: a directory with an ini, a database and attachments. Stands for Trac's <c>Environment</c>.</summary>
public interface IEnvironment
{
    /// <summary>Last part of the directory's path; also the first part of its address when the host serves several.</summary>
    string Name { get; }

    /// <summary>Full path of the directory, symbolic links resolved.</summary>
    string Directory { get; }

    /// <summary><c>[project] name</c>, or <c>My Project</c>.</summary>
    string ProjectName { get; }

    /// <summary>
    /// Absolute address of the environment's root, without a slash at the end, for links outside of requests: <c>[trac]
    /// base_url</c>, or what the host listens on; empty when nobody knows.
    /// </summary>
    string BaseUrl { get; }

    /// <summary>Whether a running Trac works on the same environment.</summary>
    EnvironmentRole Role { get; }

    /// <summary>True when every write is refused, because of <c>serve --read-only</c>.</summary>
    bool IsReadOnly { get; }

    /// <summary>The row <c>database_version</c> of table <c>system</c>: 29, 41 or 45.</summary>
    int DatabaseVersion { get; }

    /// <summary>The ini.</summary>
    IEnvironmentConfiguration Configuration { get; }
}
