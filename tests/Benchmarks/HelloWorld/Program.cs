Console.WriteLine("{\"changed\": false}");
