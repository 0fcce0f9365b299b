using OffTrac.Core.Configuration;

namespace OffTrac.Core.Tests.Configuration;

public sealed class OptionsBinderTests : IDisposable
{
    private readonly TestConfiguration _files = new();

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("2h30m", 9000)]
    [InlineData("1D", 86400)]
    [InlineData("1.5h", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("1m5s", 65)]
    [InlineData("0", 0)]
    public void Duration_IsRead(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Bind($"pause = {text}").Value.Pause);

    [Theory]
    [InlineData("pause", "-5s", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "5x", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "30m2h", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "1h30", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "5s5s", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "nan", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "infinity", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "99999999999999999999d", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "", "a duration such as 90s, 2h30m or 7d")]
    [InlineData("pause", "2d", "a duration such as 90s, 2h30m or 7d, of at most 86400 seconds")]
    [InlineData("count", "11", "a whole number from 1 to 10")]
    [InlineData("count", "0", "a whole number from 1 to 10")]
    [InlineData("count", "", "a whole number")]
    [InlineData("count", "1.5", "a whole number")]
    [InlineData("count", "99999999999", "a whole number")]
    [InlineData("size", "101", "a whole number of at most 100")]
    [InlineData("ratio", "-0.1", "a number of at least 0")]
    [InlineData("ratio", "nan", "a number of at least 0")]
    [InlineData("ratio", "much", "a number")]
    [InlineData("is_on", "maybe", "yes, true, on, enabled, 1 or no, false, off, disabled, 0")]
    [InlineData("is_on", "", "yes, true, on, enabled, 1 or no, false, off, disabled, 0")]
    [InlineData("is_on", "2", "yes, true, on, enabled, 1 or no, false, off, disabled, 0")]
    [InlineData("mode", "0", "one of slow, veryfast")]
    [InlineData("mode", "quick", "one of slow, veryfast")]
    [InlineData("colour", "blue", "one of red, Green")]
    [InlineData("days", "mon, wed", "a list of mon, tue")]
    [InlineData("perhaps", "x", "a whole number")]
    public void BadValue_IsOneLineWithPlaceValueAndWhatIsAllowed_AndTheDefaultStays(string option, string text, string allowed)
    {
        var binding = Bind($"{option} = {text}");
        Assert.Equal([$"{_files.TracIni}:2: [sample] {option} is '{text}'; allowed is {allowed}."], binding.Problems);
        Assert.Equivalent(new SampleOptions(), binding.Value);
    }

    [Fact]
    public void GoodValues_AreRead()
    {
        var value = Bind("COUNT = 1_0\nratio = 1e3\nsize = -4\nmode = very-fast\nis_on = off\ncolour = green\nnames = x, y  z\ndays = Mon,tue\nperhaps =\ntitle =\njob.Plan = daily").Value;
        Assert.Equal((10, 1000, -4), (value.Count, value.Ratio, value.Size));
        Assert.Equal((SampleMode.VeryFast, "Green", null, null), (value.Mode, value.Colour, value.Perhaps, value.Title));
        Assert.Equal(["x", "y", "z"], value.Names);
        Assert.Equal(["Mon", "tue"], value.Days);
        Assert.Equal(new Dictionary<string, string> { ["job.plan"] = "daily" }, value.Rest);
    }

    [Fact]
    public void Secret_IsNotInTheProblem()
    {
        var problem = Assert.Single(Bind("key = sesame").Problems);
        Assert.Equal($"{_files.TracIni}:2: [sample] key has a value that is not possible; allowed is a whole number.", problem);
    }

    [Fact]
    public void SeveralBadValues_AreALineEach() => Assert.Equal(2, Bind("count = 0\nratio = x\nsize = 5").Problems.Count);

    [Fact]
    public void Validator_NamesThePlaceOfItsOption()
    {
        Assert.Equal(
            [$"{_files.TracIni}:3: [sample] colour is 'green': allowed is red while is_on is off."], Bind("is_on = no\ncolour = green").Problems);
    }

    [Fact]
    public void ValidatorThatThrows_IsAProblem()
    {
        Assert.Equal(["[sample]: its check failed: InvalidOperationException: broken check"], Bind("title = throw").Problems);
    }

    [Fact]
    public void PropertyThatThrows_IsAProblem()
    {
        var problem = Assert.Single(Bind("address = nowhere").Problems);
        Assert.StartsWith($"{_files.TracIni}:2: [sample] address is 'nowhere', which is refused: UriFormatException: ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TracsRules_ForgiveWhatOursDoNot()
    {
        var binding = OptionsBinder.Bind<TracStyleOptions>(_files.Write("trac.ini", "[tracstyle]\nis_on = perhaps\ncount =\nratio =\n").Open());
        Assert.Empty(binding.Problems);
        Assert.Equal(new TracStyleOptions { IsOn = false, Count = 0, Ratio = 0 }, binding.Value);
    }

    public void Dispose() => _files.Dispose();

    private OptionsBinding<SampleOptions> Bind(string lines) =>
        OptionsBinder.Bind<SampleOptions>(_files.Write("trac.ini", $"[sample]\n{lines}\n").Open());
}
