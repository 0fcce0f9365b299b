using System.Diagnostics.CodeAnalysis;

namespace OffTrac.Host.Plugins;

/// <summary>Reads what a plugin says of itself from the metadata of its main assembly. No code of it is loaded.</summary>
internal static class PluginMetadataReader
{
    /// <summary>Reads a plugin's main assembly.</summary>
    /// <param name="mainAssembly">Path of the file.</param>
    /// <param name="metadata">What it says.</param>
    /// <param name="problem">One line that names the file: why it is no plugin.</param>
    public static bool TryRead(
        string mainAssembly, [NotNullWhen(true)] out PluginMetadata? metadata, [NotNullWhen(false)] out string? problem)
    {
        metadata = null;
        if (!AssemblyFile.TryOpen(mainAssembly, out var file, out problem))
        {
            problem = $"{Path.GetFileName(mainAssembly)} {problem}";
            return false;
        }

        using (file)
        {
            try
            {
                problem = new PluginAttributes(file.Metadata).Read(out metadata);
            }
            catch (BadImageFormatException)
            {
                problem = "is no .NET assembly, or a damaged one";
            }
        }

        problem = problem is null ? null : $"{Path.GetFileName(mainAssembly)} {problem}";
        return metadata is not null && problem is null;
    }
}
