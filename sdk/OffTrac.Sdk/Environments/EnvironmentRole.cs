namespace OffTrac.Sdk.Environments;

/// <summary>How OffTrac works on an environment: <c>[offtrac] role</c>.</summary>
public enum EnvironmentRole
{
    /// <summary>In Trac's place.</summary>
    Instead,

    /// <summary>Beside a running Trac: nothing that Trac's own plugins already do is done twice.</summary>
    Beside,
}
