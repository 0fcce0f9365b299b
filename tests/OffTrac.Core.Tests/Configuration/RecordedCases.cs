namespace OffTrac.Core.Tests.Configuration;

/// <summary>Lines that were recorded from Trac 1.6's own code.</summary>
internal static class RecordedCases
{
    public static IEnumerable<string> Read(string file)
    {
        using var reader = new StreamReader(typeof(RecordedCases).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
