namespace OffTrac.EndToEnd.Tests.Processes;

/// <summary>How often something is done: a few times in an ordinary run, as often as promised with <c>tests/run.sh --full</c>.</summary>
internal static class Counts
{
    public static int Of(int few, int full) => Environment.GetEnvironmentVariable("OFFTRAC_FULL") == "1" ? full : few;
}
