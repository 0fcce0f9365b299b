using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Sdk_PublicSurface_IsTheApprovedOne()
    {
        var file = Path.Combine(Folder(), "PublicApi.approved.txt");
        var actual = PublicApi.Describe(typeof(ComponentAttribute).Assembly);
        if (Environment.GetEnvironmentVariable("OFFTRAC_APPROVE") == "1")
            File.WriteAllText(file, actual);
        Assert.True(
            string.Equals(File.ReadAllText(file), actual, StringComparison.Ordinal),
            "Plugins are built against this surface. When the change is meant, run the test with OFFTRAC_APPROVE=1 and commit PublicApi.approved.txt:\n" + Difference(File.ReadAllText(file), actual));
    }

    [Fact]
    public void Sdk_EveryExtensionPoint_IsAnInterfaceWithDefaultBodiesOrNamedByThis()
    {
        // What an interface requires can't grow: these are the members that every implementation must have.
        var required = typeof(ComponentAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.IsDefined(typeof(ExtensionPointAttribute), inherit: false))
            .SelectMany(type => type.GetMethods().Where(method => method.IsAbstract).Select(method => $"{type.Name}.{method.Name}"))
            .Where(name => name.Contains("ChangeListener", StringComparison.Ordinal));
        Assert.Empty(required);
    }

    private static string Difference(string approved, string actual)
    {
        var before = approved.Split('\n').ToHashSet(StringComparer.Ordinal);
        var after = actual.Split('\n').ToHashSet(StringComparer.Ordinal);
        return string.Join('\n', before.Except(after, StringComparer.Ordinal).Select(line => "- " + line)
            .Concat(after.Except(before, StringComparer.Ordinal).Select(line => "+ " + line)));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OffTrac.Platform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return Path.Combine(folder.FullName, "tests", "OffTrac.Sdk.Tests");
    }
}
