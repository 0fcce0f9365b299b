namespace OffTrac.Host.Plugins;

/// <summary>Says in one line why an assembly or a type of a plugin could not be loaded.</summary>
internal static class LoadProblem
{
    public static string Describe(Exception exception) => exception switch
    {
        FileNotFoundException { FileName: { } file } => $"needs {SimpleName(file)}, which is not in its folder",
        FileLoadException { FileName: { } file } => $"{SimpleName(file)} can't be loaded: {OneLine(exception.Message)}",
        BadImageFormatException { FileName: { } file } => $"{Path.GetFileName(file)} is no .NET assembly, or a damaged one",
        _ => OneLine(exception.Message),
    };

    private static string SimpleName(string file)
    {
        var comma = file.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? Path.GetFileName(file) : file[..comma];
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();
}
