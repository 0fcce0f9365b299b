using OffTrac.Sdk;

namespace OffTrac.Core.Environments;

/// <summary>The directory of an environment.</summary>
public static class EnvironmentDirectory
{
    public const string VersionText = "Trac Environment Version 1";

    /// <summary>Full path without symbolic links, so that one environment has one name.</summary>
    public static string Resolve(string directory)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        var link = new DirectoryInfo(Path.Combine(Resolve(parent), Path.GetFileName(full)));
        try
        {
            return link.LinkTarget is null ? link.FullName : Resolve(link.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
        catch (IOException failure)
        {
            throw new TracException($"{full} can't be followed: {failure.Message}", failure);
        }
    }

    /// <summary>Refuses what is not an environment.</summary>
    public static void Check(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new TracException($"No environment at {directory}: the directory does not exist.");
        }

        var file = Path.Combine(directory, "VERSION");
        try
        {
            var first = File.ReadLines(file).FirstOrDefault()?.TrimEnd();
            if (first != VersionText)
            {
                throw new TracException($"{file} says '{first}'; only '{VersionText}' is known.");
            }
        }
        catch (FileNotFoundException failure)
        {
            throw new TracException($"No environment at {directory}: it has no file VERSION.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TracException($"{file} can't be read: {failure.Message}", failure);
        }
    }
}
