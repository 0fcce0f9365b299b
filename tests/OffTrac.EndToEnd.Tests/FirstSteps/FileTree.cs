using System.Security.Cryptography;

namespace OffTrac.EndToEnd.Tests.FirstSteps;

/// <summary>Every file below a directory with its content and time stamp, as text to compare.</summary>
internal static class FileTree
{
    public static string Describe(string directory) => string.Join(
        '\n',
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(directory, file)} {File.GetLastWriteTimeUtc(file):o} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
