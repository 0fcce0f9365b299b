namespace OffTrac.Sdk.Commands;

/// <summary>What must be there before a command runs.</summary>
public enum CommandNeeds
{
    /// <summary>Nothing: no file is read.</summary>
    Nothing,

    /// <summary>The host's file of configuration.</summary>
    Configuration,

    /// <summary>An open environment; without <c>--env</c> the one that the host's file names.</summary>
    Environment,
}
