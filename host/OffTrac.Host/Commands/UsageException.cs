using OffTrac.Sdk;

namespace OffTrac.Host.Commands;

/// <summary>What was typed can't be understood.</summary>
internal sealed class UsageException : TracException
{
    public UsageException(string message)
        : base(message)
    {
    }

    public int ExitCode { get; init; } = 2;
}
