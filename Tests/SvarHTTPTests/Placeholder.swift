// made of real tests below
