using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Tests.Tickets;

public sealed class FieldValuesTests
{
    private static readonly FieldValues s_values = [new("summary", "Pump"), new("owner", null), new("keywords", "")];

    [Fact]
    public void AbsentNullAndEmpty_Differ()
    {
        Assert.False(s_values.Contains("cc"));
        Assert.True(s_values.TryGetValue("owner", out var owner));
        Assert.Null(owner);
        Assert.Equal("", s_values["keywords"]);
        Assert.Null(s_values["cc"]);
        Assert.NotEqual(s_values, s_values.With("owner", ""));
    }

    [Fact]
    public void With_KnownName_KeepsItsPlaceAndTheOriginal()
    {
        var changed = s_values.With("summary", "Winch").With("cc", "joe");
        Assert.Equal(["summary", "owner", "keywords", "cc"], changed.Names);
        Assert.Equal("Winch", changed["summary"]);
        Assert.Equal("Pump", s_values["summary"]);
    }

    [Fact]
    public void Create_RepeatedName_KeepsTheLastValueAtTheFirstPlace()
    {
        FieldValues values = [new("a", "1"), new("b", "2"), new("a", "3")];
        Assert.Equal([new("a", "3"), new("b", "2")], values);
    }

    [Fact]
    public void Equality_IsByOrderAndValue()
    {
        FieldValues same = [new("summary", "Pump"), new("owner", null), new("keywords", "")];
        Assert.Equal(s_values, same);
        Assert.Equal(s_values.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(s_values, s_values.Without("owner"));
    }
}
