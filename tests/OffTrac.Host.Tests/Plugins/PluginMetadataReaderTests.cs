using OffTrac.Host.Plugins;

namespace OffTrac.Host.Tests.Plugins;

public sealed class PluginMetadataReaderTests
{
    [Fact]
    public void Banana_IsReadWithoutBeingLoaded()
    {
        Assert.True(PluginMetadataReader.TryRead(FixturePlugins.MainAssembly("Banana"), out var metadata, out _));
        Assert.Equal("fixture.banana 1.0.0", metadata.ToString());
        Assert.Equal("Banana.", metadata.Description);
        Assert.Equal(["banana", "bunch"], metadata.CommandWords);
        Assert.Equal(["bunch"], metadata.WordsForAllPlugins);
        var component = Assert.Single(metadata.Components);
        Assert.Equal("Fixture.Banana.Component", component.TypeName);
        Assert.Equal("fixture.banana.Component", component.Description.Name);
        Assert.Equal(["IPingObserver", "IRequestHandler", "ITicketChangeListener"], component.Description.ExtensionPoints);
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.Location == FixturePlugins.MainAssembly("Banana"));
    }

    [Theory]
    [InlineData("[1.0,2.0)", "1.0", true)]
    [InlineData("[1.0,2.0)", "2.0", false)]
    [InlineData("[1.0,2.0)", "2.0.0-beta", true)]
    [InlineData("(1.0,2.0]", "1.0.0", false)]
    [InlineData("[1.5,]", "7.1", true)]
    [InlineData("(,2.0)", "1.9.9.9", true)]
    [InlineData("[1.2]", "1.2.0", true)]
    [InlineData("[1.2]", "1.2.1", false)]
    [InlineData("1.0", "3.0", true)]
    [InlineData("1.0", "1.0.0-rc.1", false)]
    public void VersionInterval_ContainsWhatNuGetsDoes(string interval, string version, bool contains)
    {
        Assert.True(VersionInterval.TryParse(interval, out var parsed));
        Assert.True(PluginVersion.TryParse(version, out var candidate));
        Assert.Equal(contains, parsed.Contains(candidate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[2.0,1.0]")]
    [InlineData("[1.0,2.0")]
    [InlineData("(1.0)")]
    [InlineData("one")]
    [InlineData("[1,2,3]")]
    public void VersionInterval_RefusesNonsense(string interval) => Assert.False(VersionInterval.TryParse(interval, out _));
}
