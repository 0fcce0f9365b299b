namespace Fixture.Greetings;

public interface IGreeter
{
    string Greet(string name);
}
