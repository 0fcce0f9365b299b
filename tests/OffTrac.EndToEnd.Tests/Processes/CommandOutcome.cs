namespace OffTrac.EndToEnd.Tests.Processes;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error);
